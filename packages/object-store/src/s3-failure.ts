import { S3ServiceException } from '@aws-sdk/client-s3';
import { ObjectNotFoundError, ObjectStoreUnavailableError } from './errors.ts';

interface Failure {
  location: string;
  /** Host and port, for the message. */
  server: string;
  /** Absent where the call was about no object. */
  key: string | undefined;
  error: unknown;
}

/** The named error for what S3, or the way to it, said. */
export function s3Failure({ location, server, key, error }: Failure): unknown {
  if (!(error instanceof Error)) return error;
  if (!(error instanceof S3ServiceException))
    return new ObjectStoreUnavailableError(location, wayFinding(server, error), { cause: error });
  if (key !== undefined && ['NoSuchKey', 'NotFound'].includes(error.name))
    return new ObjectNotFoundError(location, key);
  // Not as the cause: the answer to a refused request repeats the request with its signature.
  return new ObjectStoreUnavailableError(location, answerFinding(server, error));
}

/** Whether S3 said that the object ends before the range begins. */
export function isOutOfRange(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 416;
}

function answerFinding(server: string, error: S3ServiceException): string {
  const status = error.$metadata.httpStatusCode ?? 0;
  const answer = `${server} answered ${error.name} (${status})`;
  if (error.name === 'NoSuchBucket') return `${answer}; create the bucket or correct its name`;
  if (status === 401 || status === 403)
    return `${answer}; check the access key, its secret, its rights on the bucket, and this machine's clock`;
  if (status >= 300 && status < 400) return `${answer}; check the region of the bucket`;
  return `${answer}; check the settings of the store, or try again when it is well`;
}

function wayFinding(server: string, error: Error): string {
  if (error.name === 'CredentialsProviderError')
    return 'no access key was found; give one in the settings or by the AWS default chain';
  if (error.message === 'Region is missing')
    return 'no region was found; give one in the settings or AWS_REGION';
  const reason = 'code' in error ? String(error.code) : error.name;
  return `${server} does not answer (${reason}); check the endpoint, the network, and that the server runs`;
}
