import { countDraws, type SeededRandom } from '@bora/random';

/** What became of the rows of one group, by rising PD. */
export interface GroupOutcomes {
  /** 1 for bad, 0 for good. */
  readonly bad: Uint8Array;
  /** 1 for approved. */
  readonly approved: Uint8Array;
  /** 1 where the PD is another than that of the row before. */
  readonly startsPd: Uint8Array;
}

/** NaN where there is nothing to divide by. */
export interface GroupFigures {
  readonly rows: number;
  readonly approvedRows: number;
  readonly badRate: number;
  readonly approvalRate: number;
  readonly badRateOfApproved: number;
  readonly auc: number;
}

/** The group as `places` of all rows, which stand by rising PD. */
export function groupOutcomes(
  places: readonly number[],
  applicants: { readonly bad: Uint8Array; readonly approved: Uint8Array; readonly pd: Float64Array },
): GroupOutcomes {
  return {
    bad: Uint8Array.from(places, (place) => applicants.bad[place]!),
    approved: Uint8Array.from(places, (place) => applicants.approved[place]!),
    startsPd: Uint8Array.from(places, (place, index) =>
      index > 0 && applicants.pd[place] === applicants.pd[places[index - 1]!] ? 0 : 1,
    ),
  };
}

/** Figures of a group in which row i stands `counts[i]` times, in one pass; the AUC counts ties one half. */
export function groupFigures(
  { bad, approved, startsPd }: GroupOutcomes,
  counts: ArrayLike<number>,
): GroupFigures {
  let goods = 0;
  let bads = 0;
  let approvedGoods = 0;
  let approvedBads = 0;
  let tiedGoods = 0;
  let tiedBads = 0;
  let doubledWins = 0;
  for (let row = 0; row < bad.length; row++) {
    if (startsPd[row] === 1) {
      doubledWins += tiedBads * (2 * goods - tiedGoods);
      tiedGoods = 0;
      tiedBads = 0;
    }
    const count = counts[row]!;
    if (bad[row] === 1) {
      bads += count;
      tiedBads += count;
      approvedBads += approved[row]! * count;
    } else {
      goods += count;
      tiedGoods += count;
      approvedGoods += approved[row]! * count;
    }
  }
  doubledWins += tiedBads * (2 * goods - tiedGoods);
  const rows = goods + bads;
  const approvedRows = approvedGoods + approvedBads;
  return {
    rows,
    approvedRows,
    badRate: bads / rows,
    approvalRate: approvedRows / rows,
    badRateOfApproved: approvedBads / approvedRows,
    auc: doubledWins / (2 * goods * bads),
  };
}

/** Figures of so many samples of the group's size, drawn from it with replacement. */
export function resampleGroup(group: GroupOutcomes, samples: number, random: SeededRandom): GroupFigures[] {
  const counts = new Uint16Array(group.bad.length);
  return Array.from({ length: samples }, () => {
    countDraws(counts, random);
    return groupFigures(group, counts);
  });
}
