import type { ApplicationSchema, Fairness, FairnessGroup, Interval } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import { type ApprovedGroup, adverseImpactRatio, ascendingOrder, percentileInterval } from '@bora/metrics';
import { seededRandom } from '@bora/random';
import { type GroupFigures, groupFigures, groupOutcomes, resampleGroup } from './resampled-group.ts';
import { type SensitiveGroups, sensitiveGroups } from './sensitive-groups.ts';

export interface FairnessQuestion {
  readonly schema: ApplicationSchema;
  readonly table: ApplicantTable;
  /** 1 for bad, 0 for good, one a row. */
  readonly bad: Uint8Array;
  readonly pd: Float64Array;
  /** Share of the applicants, lowest PD first, who are approved. */
  readonly approvalRate: number;
}

export interface FairnessRun {
  /** Told before each variable how many of how many are done. */
  readonly onProgress?: ((done: number, count: number) => void) | undefined;
  /** Ends the run between two groups: it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly samples?: number;
}

const minimumGroupRows = 500;
/** In small data a group needs no more than this share of the rows. */
const minimumGroupShare = 0.1;
const sampleCount = 1_000;
const seed = 1;

/**
 * Outcomes of the groups of each sensitive variable when the same share of all applicants is approved, with 95 %
 * intervals: each group is drawn anew from itself, the cut-off stays. Of equal PDs the first in the file is approved.
 */
export async function measureFairness(question: FairnessQuestion, run: FairnessRun = {}): Promise<Fairness> {
  const { schema, table, pd, bad, approvalRate } = question;
  const samples = run.samples ?? sampleCount;
  const minimumRows = Math.min(minimumGroupRows, Math.ceil(minimumGroupShare * table.rowCount));
  const order = ascendingOrder(pd);
  const approved = new Uint8Array(pd.length);
  for (const place of order.subarray(0, Math.round(approvalRate * pd.length))) approved[place] = 1;
  const rank = new Uint32Array(pd.length);
  for (const [position, place] of order.entries()) rank[place] = position;

  const variables = sensitiveGroups(schema, table, minimumRows);
  const groups: FairnessGroup[] = [];
  for (const [index, one] of variables.entries()) {
    run.onProgress?.(index, variables.length);
    groups.push(...(await measureVariable(one, { bad, approved, pd, rank }, samples, index, run.signal)));
  }
  return { approvalRate, minimumRows, bootstrap: { samples, seed }, groups };
}

interface Decided {
  readonly bad: Uint8Array;
  readonly approved: Uint8Array;
  readonly pd: Float64Array;
  /** Position of each row by rising PD. */
  readonly rank: Uint32Array;
}

interface MeasuredPart {
  readonly name: string;
  readonly figures: GroupFigures;
  readonly samples: readonly GroupFigures[];
}

async function measureVariable(
  { variable, groups, others }: SensitiveGroups,
  decided: Decided,
  samples: number,
  variableIndex: number,
  signal: AbortSignal | undefined,
): Promise<FairnessGroup[]> {
  const parts = others.length > 0 ? [...groups, { name: '', places: others }] : groups;
  const random = seededRandom(seed, variableIndex);
  const measured: MeasuredPart[] = [];
  for (const { name, places } of parts) {
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    const byPd = [...places].sort((left, right) => decided.rank[left]! - decided.rank[right]!);
    const outcomes = groupOutcomes(byPd, decided);
    const figures = groupFigures(outcomes, new Uint8Array(byPd.length).fill(1));
    measured.push({ name, figures, samples: resampleGroup(outcomes, samples, random) });
  }
  return measured.slice(0, groups.length).map((part) => ({
    variable: variable.name,
    label: variable.label,
    group: part.name,
    rows: part.figures.rows,
    ...intervalsOf(
      part,
      measured.filter((other) => other !== part),
    ),
  }));
}

function intervalsOf(
  { figures, samples }: MeasuredPart,
  others: readonly MeasuredPart[],
): Omit<FairnessGroup, 'variable' | 'label' | 'group' | 'rows'> {
  const known = (value: number, sampled: readonly number[]): Interval => intervalOf(value, sampled)!;
  return {
    badRate: known(
      figures.badRate,
      samples.map(({ badRate }) => badRate),
    ),
    approvalRate: known(
      figures.approvalRate,
      samples.map(({ approvalRate }) => approvalRate),
    ),
    badRateOfApproved: intervalOf(
      figures.badRateOfApproved,
      samples.map(({ badRateOfApproved }) => badRateOfApproved),
    ),
    auc: intervalOf(
      figures.auc,
      samples.map(({ auc }) => auc),
    ),
    adverseImpactRatio: intervalOf(
      adverseImpactRatio(approvedOf(figures), together(others.map((other) => other.figures))),
      samples.map((sample, index) =>
        adverseImpactRatio(approvedOf(sample), together(others.map((other) => other.samples[index]!))),
      ),
    ),
  };
}

function approvedOf({ approvedRows, rows }: GroupFigures): ApprovedGroup {
  return { approved: approvedRows, rows };
}

function together(parts: readonly GroupFigures[]): ApprovedGroup {
  return parts.reduce(
    (sum, { approvedRows, rows }) => ({ approved: sum.approved + approvedRows, rows: sum.rows + rows }),
    { approved: 0, rows: 0 },
  );
}

/** `null` where the figure itself is not defined; samples for which it is not are left out. */
function intervalOf(value: number, sampled: readonly number[]): Interval | null {
  if (!Number.isFinite(value)) return null;
  return { value, ...percentileInterval(sampled.filter(Number.isFinite)) };
}
