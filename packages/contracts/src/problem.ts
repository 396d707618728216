import { z } from 'zod';
import { type SegmentationErrorCode, segmentationFaults } from './segmentation-error-code.ts';

/** Every fault of customers or of what is asked of them is the client's. */
const segmentationProblems = Object.fromEntries(
  Object.entries(segmentationFaults).map(([code, title]) => [code, { status: 422, title }]),
) as Record<SegmentationErrorCode, { status: number; title: string }>;

/** Every problem the api answers with: stable code, status, title. The documentation lists the same codes. */
export const problems = {
  'bad-request': { status: 400, title: 'The request is not of the documented form' },
  'invalid-application': { status: 422, title: 'The application has fields that the schema does not know' },
  'unsupported-media-type': { status: 415, title: 'The content type is not accepted here' },
  'host-not-allowed': { status: 421, title: 'The api is not called by this name' },
  'origin-not-allowed': { status: 403, title: 'The request comes from a page of another site' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'batch-not-found': { status: 404, title: 'No such batch' },
  'row-not-found': { status: 404, title: 'No such row in this batch' },
  'score-not-found': { status: 404, title: 'No such score' },
  'decision-not-found': { status: 404, title: 'No such decision in the record' },
  'simulation-not-found': { status: 404, title: 'No such simulation' },
  'not-scored': { status: 409, title: 'There is no score of this application to start from' },
  'values-gone': { status: 410, title: 'The values of this application are no longer kept' },
  'what-if-failed': { status: 503, title: 'No worker could find out what would change the decision' },
  'model-not-found': { status: 404, title: 'No such model version' },
  'policy-not-found': { status: 404, title: 'No such policy version' },
  'no-champion': { status: 503, title: 'No model is live' },
  'model-refused': { status: 409, title: 'The model bundle does not pass verification' },
  'policy-invalid': { status: 422, title: 'The policy is not valid' },
  'policy-exists': { status: 409, title: 'This policy version exists already' },
  'upload-empty': { status: 422, title: 'The file holds no applicants' },
  'upload-incomplete': { status: 400, title: 'The upload broke off' },
  'upload-too-large': { status: 413, title: 'The file is larger than the limit' },
  'upload-too-many-rows': { status: 413, title: 'The file holds more rows than the limit' },
  'upload-missing-file': { status: 400, title: 'The form holds no file' },
  'upload-too-many-parts': { status: 400, title: 'The form holds more than one file or too many fields' },
  'upload-stalled': { status: 408, title: 'The upload was too slow' },
  'file-unrecognised': { status: 422, title: 'The file is not in a layout of this schema' },
  'file-unknown-columns': { status: 422, title: 'The header has columns the schema does not know' },
  'file-missing-columns': { status: 422, title: 'The header lacks columns the schema needs' },
  'file-ambiguous-header': { status: 422, title: 'The header names a column more than once' },
  'file-too-many-columns': { status: 422, title: 'The file has too many columns' },
  'file-binary': { status: 422, title: 'The file is not text' },
  'file-encoding': { status: 422, title: 'The file is not UTF-8 text' },
  'file-record-too-long': { status: 422, title: 'A record is longer than the limit' },
  'file-unclosed-quote': { status: 422, title: 'A quotation mark is never closed' },
  'spreadsheet-unreadable': { status: 422, title: 'The workbook cannot be read' },
  'spreadsheet-too-large': { status: 413, title: 'The workbook unpacks to more than the limit' },
  'batch-not-completed': { status: 409, title: 'The batch is not completely scored' },
  'simulation-invalid': { status: 422, title: 'The simulation cannot be run' },
  ...segmentationProblems,
  'unknown-layout': { status: 422, title: 'There is no such layout of customers' },
  'no-layout-fits': { status: 422, title: 'No layout, or more than one, fits the columns of the file' },
  'segmentation-not-found': { status: 404, title: 'No such segmentation' },
  'segmentation-not-completed': { status: 409, title: 'The segmentation has no segments (yet)' },
  'segmentation-ended': { status: 409, title: 'The segmentation has ended already' },
  'segmentation-failed': { status: 503, title: 'No worker could segment the file' },
  'prediction-failed': { status: 503, title: 'No worker could find the segments of the customers' },
  'prediction-late': { status: 503, title: 'The segments of the customers are not there yet' },
  'saved-customers-full': { status: 409, title: 'No more customers can be kept' },
  'batch-ended': { status: 409, title: 'The batch has ended already' },
  'idempotency-key-invalid': { status: 400, title: 'The Idempotency-Key is not valid' },
  'idempotency-in-flight': { status: 409, title: 'A request with this Idempotency-Key is under way' },
  'idempotency-mismatch': { status: 422, title: 'This Idempotency-Key was used with another payload' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'redis-unavailable': { status: 503, title: 'The queue is not reachable' },
  'database-unavailable': { status: 503, title: 'The database is not reachable' },
  'store-unavailable': { status: 503, title: 'The object store is not reachable' },
  'store-damaged': { status: 503, title: 'A stored document is damaged' },
  overloaded: { status: 503, title: 'The service is overloaded' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** RFC 9457 problem details with our stable `code` and the request's id. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  requestId: z.string(),
  /** Field or column names concerned; never values. */
  fields: z.array(z.string()).optional(),
  line: z.int().optional(),
});
export type Problem = z.infer<typeof Problem>;
