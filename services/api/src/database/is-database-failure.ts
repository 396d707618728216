/** Nothing answers where the database should be. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError';
}

/** Of PostgreSQL: connections that break, too many of them, a server that starts or ends, a statement that took too long. */
const passingStates = /^(08|53|57P|57014)/;
/** Messages of pg's errors that have no code of their own. */
const connectionMessages = [
  'Connection terminated',
  'Query read timeout',
  'Client has encountered a connection error',
];

/** Whether PostgreSQL ended a statement because it took too long. */
export function isStatementTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014';
}

/** Whether an error says that the database cannot serve now, so that the same request may succeed later. */
export function isDatabaseFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseUnreachableError) return true;
  if ('severity' in error && 'code' in error) return passingStates.test(String(error.code));
  return connectionMessages.some((message) => error.message.startsWith(message));
}
