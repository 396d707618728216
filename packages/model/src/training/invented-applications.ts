import type { Application, ApplicationSchema } from '@bora/contracts';
import { type SeededRandom, seededRandom } from '@bora/random';
import type { Distribution, Reference } from './reference.ts';

/**
 * Applications of nobody: the reference applicant, one without any value, and others whose every value is drawn
 * by itself from the training rows' distribution of that variable. The same reference gives the same ones.
 */
export function inventApplications(
  schema: ApplicationSchema,
  reference: Reference,
  count: number,
): Application[] {
  const random = seededRandom(1, 0);
  const drawn = Array.from({ length: Math.max(0, count - 2) }, () =>
    Object.fromEntries(
      Object.entries(reference.variables).map(([name, distribution]) => [name, draw(distribution, random)]),
    ),
  );
  const id = schema.variables.find(({ kind }) => kind === 'id');
  return [reference.applicant, {}, ...drawn].map((application, index) =>
    id ? { [id.name]: `invented-${index + 1}`, ...application } : application,
  );
}

function draw(distribution: Distribution, random: SeededRandom): string | null {
  let left = random.uniform();
  if (distribution.kind === 'number') {
    const { edges, shares } = distribution;
    for (const [bin, share] of shares.entries()) {
      left -= share;
      if (left < 0 && edges.length > 0) return String(edges[Math.min(bin, edges.length - 1)]);
    }
    return null;
  }
  for (const { level, share } of distribution.levels) {
    left -= share;
    if (left < 0) return level;
  }
  return null;
}
