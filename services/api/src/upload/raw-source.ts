import type { IncomingMessage } from 'node:http';
import { uploadIncomplete } from './upload-problems.ts';
import type { UploadSource } from './upload-source.ts';

/** A file that is the whole body of its request. */
export function rawSource(request: IncomingMessage): UploadSource {
  return {
    fileName: '',
    fields: {},
    bytes: request,
    async end() {
      if (!request.complete) throw uploadIncomplete();
    },
  };
}
