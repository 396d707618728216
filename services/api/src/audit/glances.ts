import type { AuditContent } from '@bora/contracts';

/** What was looked at a moment ago by the same person: a page that asks again every second is one look. */
export interface Glances {
  isKnown(content: AuditContent): boolean;
  remember(content: AuditContent): void;
}

const quarterHourMs = 15 * 60_000;
const maximumRemembered = 10_000;

export function createGlances(now: () => number = Date.now): Glances {
  const until = new Map<string, number>();
  return {
    isKnown: (content) => (until.get(keyOf(content)) ?? 0) > now(),
    remember(content) {
      const key = keyOf(content);
      until.delete(key);
      until.set(key, now() + quarterHourMs);
      const oldest = until.keys().next().value;
      if (until.size > maximumRemembered && oldest !== undefined) until.delete(oldest);
    },
  };
}

function keyOf({ action, outcome, actor, address, objectId, subject, problem }: AuditContent): string {
  return JSON.stringify([action, outcome, actor.id, address, objectId, subject, problem]);
}
