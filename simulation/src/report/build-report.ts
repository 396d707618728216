import { ascendingOrder, aucOfCurve, expectedMaximumProfitOfCurve, rocCurve } from '@bora/metrics';
import type { SlicedBook } from '../economics/sliced-book.ts';
import { type BootstrapOptions, bootstrapGroups } from '../replay/bootstrap.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { economicsReport } from './economics-report.ts';
import { decisionCodes, type Replay, type ScoredModel } from './replay.ts';
import { SimulationReport } from './simulation-report.ts';
import type { Workroom } from './strategies.ts';

/** One set of economics to replay under. */
export interface ReplayedBook {
  /** `null` where cash flows are observed. */
  readonly scenario: Scenario | null;
  readonly title: string;
  readonly book: SlicedBook;
}

export interface ReplayedData {
  readonly sha256: string;
  readonly schema: string;
  readonly rejected: number;
  readonly leftOut: number;
}

/**
 * The report of a replay: the same input gives the same bytes.
 *
 * @param onProgress told before each of the books
 */
export function buildReport(
  data: ReplayedData,
  replay: Replay,
  books: readonly ReplayedBook[],
  options: BootstrapOptions,
  onProgress?: (title: string, index: number) => void,
): SimulationReport {
  const rows = replay.bad.length;
  const bads = replay.bad.reduce((sum, bad) => sum + bad, 0);
  const models = [replay.model, ...(replay.against ? [replay.against] : [])];
  const order = {
    model: ascendingOrder(replay.model.pd),
    against: replay.against && ascendingOrder(replay.against.pd),
  };
  const model = describeModel(replay.model, replay.bad, order.model);
  const against = replay.against && describeModel(replay.against, replay.bad, order.against!);
  const groups = bootstrapGroups(rows, options.seed);
  const room: Workroom = { order, numbers: new Float64Array(rows) };
  return SimulationReport.parse({
    v: 1,
    data: { ...data, rows, bads, badRate: bads / rows },
    policy: replay.policy,
    inSample: models.some(({ origin }) => origin === 'in-sample'),
    ...options,
    model,
    against,
    economics: books.map((book, index) => {
      onProgress?.(book.title, index);
      return economicsReport(replay, book, { room, groups }, options);
    }),
  });
}

function describeModel(
  { title, origin, seenInTraining, pd, decision }: ScoredModel,
  bad: Uint8Array,
  order: Uint32Array,
) {
  const decided = (name: (typeof decisionCodes)[number]) =>
    decision.reduce((sum, code) => sum + (decisionCodes[code] === name ? 1 : 0), 0);
  const hasBoth = bad.includes(0) && bad.includes(1);
  const curve = hasBoth ? rocCurve(bad, pd, order) : null;
  const profit = curve && expectedMaximumProfitOfCurve(curve);
  return {
    title,
    origin,
    seenInTraining,
    approvedByPolicy: decided('approve'),
    referredByPolicy: decided('refer'),
    auc: curve && aucOfCurve(curve),
    emp: profit?.emp ?? null,
    empFractionRejected: profit?.fractionRejected ?? null,
  };
}
