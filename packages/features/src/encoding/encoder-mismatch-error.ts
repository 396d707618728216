/** An encoder and a schema that do not belong together. */
export class EncoderMismatchError extends Error {
  override readonly name = 'EncoderMismatchError';
  readonly code = 'encoder-mismatch';
}
