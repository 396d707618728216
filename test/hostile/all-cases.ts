import { columns } from './cases/columns.ts';
import { forms } from './cases/forms.ts';
import { framing } from './cases/framing.ts';
import { identities } from './cases/identities.ts';
import { json } from './cases/json.ts';
import { many } from './cases/many.ts';
import { neverRead } from './cases/never-read.ts';
import { requests } from './cases/requests.ts';
import { segmentations } from './cases/segmentations.ts';
import { sessions } from './cases/sessions.ts';
import { signingIn } from './cases/sign-in.ts';
import { slow } from './cases/slow.ts';
import { textFiles } from './cases/text-files.ts';
import { workbooks } from './cases/workbooks.ts';
import type { HostileCase } from './hostile-case.ts';

/** Every case by what it is about. The last of those who sign in locks this address out. */
export const hostileCases: Readonly<Record<string, readonly HostileCase[]>> = {
  'Text files': textFiles,
  Columns: columns,
  Workbooks: workbooks,
  Forms: forms,
  'Ids and other texts': identities,
  'Single applications': json,
  'Framing of HTTP': framing,
  'Requests of HTTP': requests,
  'Slow callers': slow,
  'Much at once': many,
  'Answers that nobody reads': neverRead,
  'Files of customers': segmentations,
  'Sessions and keys': sessions,
  'Signing in': signingIn,
};
