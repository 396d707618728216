import type { z } from 'zod';

/** A JSON file as it is stored: indented, with a newline at its end. */
export function jsonBytes(value: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

/**
 * The value of a JSON file, checked.
 *
 * @param refuse makes the error that is thrown of what is wrong: places and what is expected there.
 */
export function parseJson<Output>(
  bytes: Uint8Array,
  type: z.ZodType<Output>,
  refuse: (problem: string) => Error,
): Output {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw refuse('it is not JSON');
  }
  const parsed = type.safeParse(value);
  if (parsed.success) return parsed.data;
  throw refuse(problemsOf(parsed.error));
}

const problemsShown = 3;

function problemsOf(error: z.ZodError): string {
  const problems = error.issues.map(
    ({ path, message }) => `${path.slice(0, 2).join('.') || 'whole'}: ${message}`,
  );
  const more = problems.length > problemsShown ? ` and ${problems.length - problemsShown} more` : '';
  return problems.slice(0, problemsShown).join('; ') + more;
}
