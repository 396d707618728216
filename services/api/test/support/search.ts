import { RecordedDecisionList } from '@bora/contracts';

const numbers = ['limit', 'before', 'offset', 'scoreFrom', 'scoreTo'];

/** `a=1&b=2` as the body of a search. */
export function bodyOf(query: string): Record<string, unknown> {
  const given = [...new URLSearchParams(query)];
  return Object.fromEntries(
    given.map(([name, text]) => [name, numbers.includes(name) ? Number(text) : text]),
  );
}

type Headers = Readonly<Record<string, string>>;

/** Posts a search, as the interface does. */
export function search(url: string, body: unknown = {}, headers: Headers = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Recorded decisions that are found, at most 200. */
export async function foundDecisions(
  apiUrl: string,
  body: object | string = {},
  headers: Headers = {},
): Promise<RecordedDecisionList['decisions']> {
  const wanted = typeof body === 'string' ? bodyOf(body) : body;
  const answer = await search(`${apiUrl}/v1/decisions/search`, { limit: 200, ...wanted }, headers);
  return RecordedDecisionList.parse(await answer.json()).decisions;
}
