/** An answer as the tables of cases write it: its status, and what its JSON says of itself. */
export function outcomeOf(status: number, body: string): string {
  const said = wordOf(body);
  return said === undefined ? String(status) : `${status} ${said}`;
}

function wordOf(body: string): string | undefined {
  try {
    const { code, state } = JSON.parse(body) as { code?: unknown; state?: unknown };
    return [code, state].find((word): word is string => typeof word === 'string');
  } catch {
    return undefined;
  }
}

export async function outcomeOfResponse(response: Response): Promise<string> {
  return outcomeOf(response.status, await response.text());
}

/** How often each outcome was met: `202 queued × 3, 503 overloaded × 5`. */
export function tally(outcomes: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return counts;
}
