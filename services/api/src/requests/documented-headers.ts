import { z } from 'zod';

/** For the documentation: these headers are read and checked where they are used. */
export const idempotencyHeader = {
  'idempotency-key': z
    .string()
    .optional()
    .describe('1 to 255 visible ASCII characters; the same key with the same payload gets the first answer'),
};
export const preferHeader = {
  prefer: z
    .string()
    .optional()
    .describe('`wait=N`: answer with the result itself, within N (at most 30) seconds'),
};
