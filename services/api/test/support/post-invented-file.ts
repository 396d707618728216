import { inventedCsv } from './invented-schema.ts';

/** Posts a file of invented applicants to be scored, with a header. */
export function postInventedFile(
  url: string,
  rows: number,
  { query = '', headers = {}, from = 1 }: PostedFile = {},
): Promise<Response> {
  return fetch(`${url}/v1/batches${query}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv' },
    body: inventedCsv(rows, from),
  });
}

interface PostedFile {
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Number of the first applicant. */
  readonly from?: number;
}
