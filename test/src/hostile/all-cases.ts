import { forms } from './cases/forms.ts';
import { http } from './cases/http.ts';
import { identities } from './cases/identities.ts';
import { json } from './cases/json.ts';
import { many } from './cases/many.ts';
import { segmentations } from './cases/segmentations.ts';
import { signingIn } from './cases/sign-in.ts';
import { slow } from './cases/slow.ts';
import { textFiles } from './cases/text-files.ts';
import { workbooks } from './cases/workbooks.ts';
import type { HostileCase } from './hostile-case.ts';

/** Every case by what it is about. The last of those who sign in locks this address out. */
export const hostileCases: Readonly<Record<string, readonly HostileCase[]>> = {
  'Text files': textFiles,
  Workbooks: workbooks,
  Forms: forms,
  'Ids and other texts': identities,
  'Single applications': json,
  HTTP: http,
  'Slow callers': slow,
  'Much at once': many,
  'Files of customers': segmentations,
  'Signing in': signingIn,
};
