import { CliError } from './cli-error.ts';

/** Names that no error of ours has: whoever throws one of these did not expect it. */
const unnamed = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'AggregateError',
  'AssertionError',
  'ZodError',
]);

/**
 * What is said of a failure. Errors that Bora's own packages name, and those of the system, are for people: their
 * message alone. Anything else is a fault of ours, and its stack helps to find it.
 */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return `bora: an unknown failure: ${String(error)}`;
  if (error instanceof CliError || !unnamed.has(error.name)) return `bora: ${error.message}`;
  if ('syscall' in error) return `bora: the system refuses: ${error.message}`;
  return `bora: an unexpected failure; please report it.\n${error.stack ?? error.message}`;
}
