import { Problem } from '@bora/contracts';
import { problemMediaType } from '../error-handler.ts';

const content = { [problemMediaType]: { schema: Problem } };

/** The error answers that every call may give, for the documentation; its first page lists the codes. */
export const problemResponses = {
  '4xx': { description: "A problem on the client's side; `code` names it", content },
  '5xx': { description: 'A problem on our side; `code` names it', content },
} as const;
