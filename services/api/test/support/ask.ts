import { Problem } from '@bora/contracts';

export interface Answer {
  readonly status: number;
  /** Code of the problem, if it is one. */
  readonly code: string | undefined;
}

/** Asks as somebody, with an empty JSON body where the method has one. */
export async function ask(
  method: string,
  url: string,
  credential: Record<string, string>,
  body: unknown = {},
): Promise<Answer> {
  const hasBody = ['POST', 'PUT', 'PATCH'].includes(method);
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
    headers: {
      'x-anonymous': 'yes',
      ...credential,
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
  });
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  // An answer without an end, of events or a file, is not read.
  if (!isProblem) await response.body?.cancel();
  const text = isProblem ? await response.text() : '';
  return { status: response.status, code: text === '' ? undefined : Problem.parse(JSON.parse(text)).code };
}
