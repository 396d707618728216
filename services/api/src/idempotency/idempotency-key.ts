import { ApiProblem } from '../errors.ts';

/** The header as given, `undefined` where absent. Throws `idempotency-key-invalid`. */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new ApiProblem(
    'idempotency-key-invalid',
    'An Idempotency-Key has 1 to 255 visible ASCII characters, without spaces.',
  );
}
