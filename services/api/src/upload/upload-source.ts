import type { Readable } from 'node:stream';

/** The file in a request, wherever it stands there. */
export interface UploadSource {
  /** As told by the client, made harmless; `''` where none was told. */
  readonly fileName: string;
  /** The other fields of the form; those that come after the file are there when it has ended. */
  readonly fields: Readonly<Record<string, string>>;
  readonly bytes: Readable;
  /** To be awaited when `bytes` have ended: rejects with `ApiProblem` where the request did not end well. */
  end(): Promise<void>;
}
