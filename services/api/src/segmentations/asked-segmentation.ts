import { AskedSegmentation, idleParameter, SegmentationRequest } from '@bora/contracts';
import { z } from 'zod';
import { ApiProblem } from '../errors.ts';

const text = (description: string) => z.string().max(100).optional().describe(description);

/** What may be asked of a segmentation, as the query of its upload or as fields of its form before the file. */
export const SegmentationFields = z.strictObject({
  layout: text('id of a layout in schemas/; by default the one that fits the columns of the file'),
  kind: text('`purchases`, `movements` or `attributes`: try only layouts of this kind'),
  algorithm: text('`kmeans`, `dbscan`, `gmm`, or `auto` (the default): the clearest and most stable one'),
  k: text('number of segments (kmeans, gmm); chosen from the file by default'),
  eps: text('neighbours are so near, in scaled units (dbscan); chosen from the file by default'),
  minPoints: text('neighbours of a dense place (dbscan)'),
  covariance: text('`full`, `diagonal` or `spherical` (gmm)'),
  scaling: text('`log-standard` (the default), `standard`, `min-max` or `none`'),
  seed: text('whole number; the same seed gives the same segments'),
  dropDuplicates: text('`true`: rows that are equal count once'),
  snapshot: text('day such as 2011-12-10 that recency counts to; by default the day after the last purchase'),
  name: text('the segmentation is stored under this name and made live; its segments keep their names'),
});
export type SegmentationFields = z.infer<typeof SegmentationFields>;

const numbers = ['k', 'eps', 'minPoints', 'seed'] as const;
const words = ['algorithm', 'covariance', 'scaling'] as const;

/** What the fields ask for. Throws `ApiProblem` `bad-request` or `invalid-parameter`. */
export function askedSegmentation(given: Readonly<Record<string, string>>): AskedSegmentation {
  const known = SegmentationFields.safeParse(given);
  if (!known.success) {
    const names = Object.keys(SegmentationFields.shape).join(', ');
    throw new ApiProblem('bad-request', `A segmentation has the parameters ${names}, each at most once.`);
  }
  const fields = known.data;
  const request = parsed(SegmentationRequest, {
    ...Object.fromEntries(
      words.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
    ),
    ...Object.fromEntries(
      numbers.flatMap((name) => (fields[name] === undefined ? [] : [[name, numberOf(name, fields[name])]])),
    ),
  });
  const idle = idleParameter(request);
  if (idle) throw invalid(idle.name, idle.message);
  return parsed(AskedSegmentation, {
    layout: fields.layout ?? null,
    kind: fields.kind ?? null,
    request,
    dropDuplicates: flagOf(fields.dropDuplicates),
    snapshot: fields.snapshot ?? null,
    name: fields.name ?? null,
  });
}

function numberOf(name: string, given: string): number {
  const value = Number(given);
  if (given.trim() !== '' && Number.isFinite(value)) return value;
  throw invalid(name, 'It must be a number.');
}

function flagOf(given: string | undefined): boolean {
  if (given === undefined || given === 'false') return false;
  if (given === 'true') return true;
  throw invalid('dropDuplicates', 'It must be true or false.');
}

function parsed<Result>(type: z.ZodType<Result>, given: unknown): Result {
  const result = type.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(issue?.path.join('.') ?? '', `${issue?.message ?? 'It is not valid'}.`);
}

function invalid(name: string, what: string): ApiProblem {
  return new ApiProblem('invalid-parameter', `${name}: ${what}`, { fields: [name] });
}
