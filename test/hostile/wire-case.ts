import { bombMs, type HostileCase } from './hostile-case.ts';
import type { Target } from './target.ts';
import { Wire } from './wire.ts';

export type Headers = Readonly<Record<string, string>>;

/** A case whose bytes are sent at once on a connection of their own. */
export interface WireCase {
  readonly name: string;
  readonly sends: string;
  readonly outcome: string;
  readonly make: (target: Target) => string;
  /** How many answers are waited for: one unless told. */
  readonly answers?: number;
  readonly isFast?: boolean;
}

export function wireCase({ name, sends, outcome, make, answers = 1, isFast = false }: WireCase): HostileCase {
  const attack = async (target: Target): Promise<string> => {
    const wire = await Wire.open(target.url);
    await wire.send(make(target));
    return wire.outcomes(answers, 10_000);
  };
  return { name, sends, outcome, withinMs: bombMs, isFast, attack };
}

/** The head of a request with the key; headers of the same name win. */
export function head(target: Target, line: string, headers: Headers = {}): string {
  const all = { host: new URL(target.url).host, ...target.key, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** A GET of a path. */
export const get =
  (path: string, headers: Headers = {}) =>
  (target: Target): string =>
    head(target, `GET ${path}`, headers);
