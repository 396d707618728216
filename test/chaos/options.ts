import { parseArgs } from 'node:util';
import { z } from 'zod';

const Options = z.object({
  runs: z.coerce.number().int().min(1),
  seed: z.coerce.number().int().min(1).optional(),
  only: z.string().optional(),
  out: z.string().optional(),
  quick: z.boolean(),
  verbose: z.boolean(),
});
export type Options = z.infer<typeof Options>;

export const usage = `npm run -s test:chaos -- [options]

  --runs N      runs of the seeds 1 to N (60)
  --seed N      the run of this seed alone
  --only FAULT  no other fault
  --out FILE    write what was measured as JSON; with reports/chaos.json also its part of docs/reliability.md
  --quick       small files, and no fault that takes long by itself
  --verbose     every step of a run
`;

/** Throws where an option is unknown or no number. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '60' },
      seed: { type: 'string' },
      only: { type: 'string' },
      out: { type: 'string' },
      quick: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  const parsed = Options.safeParse(values);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map(({ path }) => `--${path.join('.')}`);
  throw new Error(`${names.join(', ')}: a whole number from 1 on is needed`);
}

export function seedsOf({ runs, seed }: Pick<Options, 'runs' | 'seed'>): number[] {
  return seed === undefined ? Array.from({ length: runs }, (_, index) => index + 1) : [seed];
}
