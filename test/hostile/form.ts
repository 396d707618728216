import { applicantFile } from './applicants.ts';

interface FormParts {
  readonly boundary?: string;
  readonly fileName?: string;
  readonly file?: string | Buffer;
  /** Raw parts before the file. */
  readonly before?: string;
  /** Lines of the file's part besides the usual ones. */
  readonly lines?: string;
}

const usualBoundary = 'a-boundary';

export const formType = (boundary = usualBoundary) => `multipart/form-data; boundary=${boundary}`;

/** A form, byte for byte: a good file of three applicants unless told. */
export function form(parts: FormParts = {}): Buffer {
  const {
    boundary = usualBoundary,
    fileName = 'a.csv',
    file = applicantFile(3),
    before = '',
    lines = '',
  } = parts;
  return Buffer.concat([
    Buffer.from(
      `${before}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n` +
        `Content-Type: text/csv\r\n${lines}\r\n`,
    ),
    Buffer.from(file),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}

/** A part that is a plain field. */
export function field(name: string, value: string): string {
  return `--${usualBoundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}
