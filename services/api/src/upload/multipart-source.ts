import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { ApiProblem } from '../errors.ts';
import { harmlessFileName } from './file-name.ts';
import { uploadIncomplete, uploadTooLarge } from './upload-problems.ts';
import type { UploadSource } from './upload-source.ts';

const maximumFields = 20;

/** The limits of a form with one file of at most `maximumBytes`. */
function multipartLimits(maximumBytes: number) {
  return {
    files: 1,
    fields: maximumFields,
    parts: maximumFields + 1,
    fieldNameSize: 100,
    fieldSize: 1_000,
    headerPairs: 20,
    headerSize: 4_096,
    fileSize: maximumBytes,
  };
}

/** The one file of a form, and its other fields. Throws `ApiProblem`. */
export async function multipartSource(request: FastifyRequest, maximumBytes: number): Promise<UploadSource> {
  assertBoundary(request.headers['content-type'] ?? '');
  const parts = request.parts({ limits: multipartLimits(maximumBytes) });
  const next = async (): Promise<Multipart | undefined> => {
    try {
      const { value, done } = await parts.next();
      return done ? undefined : value;
    } catch (error) {
      throw multipartProblem(error, maximumBytes);
    }
  };
  const fields: Record<string, string> = {};
  const file = await nextFile(next, fields);
  if (!file) {
    throw new ApiProblem('upload-missing-file', 'Send the file as one part of the form, with a file name.');
  }
  return {
    fileName: harmlessFileName(file.filename),
    fields,
    bytes: file.file,
    async end() {
      if (await nextFile(next, fields)) throw tooManyParts();
    },
  };
}

/** The boundary of a form. Source: RFC 2046, section 5.1.1. */
const boundary =
  /;\s*boundary=(?:"[\w'()+,\-./:=? ]{0,69}[\w'()+,\-./:=?]"|[\w'()+,\-./:=?]{1,70})\s*(?:;|$)/i;

function assertBoundary(contentType: string): void {
  if (boundary.test(contentType)) return;
  throw new ApiProblem(
    'bad-request',
    'The content type of the form has no boundary of 1 to 70 characters: let your client set it.',
  );
}

async function nextFile(
  next: () => Promise<Multipart | undefined>,
  fields: Record<string, string>,
): Promise<MultipartFile | undefined> {
  for (let part = await next(); part; part = await next()) {
    if (part.type === 'file') return part;
    fields[part.fieldname] = String(part.value);
  }
  return undefined;
}

/** The named problem of what the form parser says; its own messages may quote the form. */
export function multipartProblem(error: unknown, maximumBytes: number): unknown {
  if (error instanceof ApiProblem) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'FST_REQ_FILE_TOO_LARGE':
      return uploadTooLarge(maximumBytes);
    case 'FST_PARTS_LIMIT':
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
      return tooManyParts();
    case 'FST_INVALID_JSON_FIELD_ERROR':
    case 'FST_PROTO_VIOLATION':
      return new ApiProblem('bad-request', 'The form has a field that is not allowed.');
    default:
      return uploadIncomplete(error);
  }
}

function tooManyParts(): ApiProblem {
  return new ApiProblem(
    'upload-too-many-parts',
    `A form holds one file and at most ${maximumFields} other fields.`,
  );
}
