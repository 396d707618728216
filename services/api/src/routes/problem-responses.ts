import { Problem } from '@bora/contracts';
import { problemMediaType } from '../error-handler.ts';

const retryAfter = {
  'retry-after': { description: 'Seconds until it is worth while to ask again', schema: { type: 'integer' } },
} as const;
const content = { [problemMediaType]: { schema: Problem } };

/** The error answers that every call may give, for the documentation; its first page lists the codes. */
export const problemResponses = {
  429: {
    description: 'Too many requests by this address, key or person, or too many failures to sign in',
    headers: retryAfter,
    content,
  },
  503: { description: 'Overloaded, or something that the call needs is away', headers: retryAfter, content },
  '4xx': { description: "A problem on the client's side; `code` names it", content },
  '5xx': { description: 'A problem on our side; `code` names it', content },
} as const;
