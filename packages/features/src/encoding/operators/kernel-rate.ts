import type { KeyLevels } from '../encoder-state.ts';
import { logOdds } from '../log-odds.ts';
import type { FeatureOf, Operator } from '../operator.ts';
import type { Outcomes } from '../outcomes.ts';

/** Codes further away than this many bandwidths weigh less than e⁻⁸ and are left out. */
const reach = 4;

/**
 * Log-odds of the bad rate around an ordered code c, standardised, one column for each bandwidth h:
 * rate = (Σ w·bad + m · bad rate of all) / (Σ w·rows + m), w = exp(−½ ((c − code) / h)²) over the kept codes.
 * Source: Nadaraya 1964 and Watson 1964, shrunk to the mean. A code that is no number is missing.
 */
export function kernelRateOperator(feature: FeatureOf<'kernel-rate'>, levels: KeyLevels): Operator {
  const codes = sortedCodes(levels);
  if (codes.length === 0) return { columns: [], write() {} };
  const { bandwidths, smoothing } = feature;
  const key = [feature.of];
  const ratesByLevel = remember((outcomes: Outcomes) =>
    bandwidths.map((bandwidth) => {
      const rates = new Float64Array(levels.levels.length + 1).fill(Number.NaN);
      for (const { code, level } of codes) rates[level] = rateAt(code, bandwidth, outcomes);
      return rates;
    }),
  );

  function rateAt(centre: number, bandwidth: number, outcomes: Outcomes): number {
    if (Number.isNaN(centre)) return Number.NaN;
    const counts = outcomes.of(key);
    let rows = smoothing;
    let bad = smoothing * outcomes.badRate;
    for (let index = firstFrom(codes, centre - reach * bandwidth); index < codes.length; index++) {
      const { code, level } = codes[index]!;
      if (code > centre + reach * bandwidth) break;
      const weight = Math.exp(-0.5 * ((code - centre) / bandwidth) ** 2);
      rows += weight * counts.rows[level]!;
      bad += weight * counts.bad[level]!;
    }
    return logOdds(bad / rows);
  }

  return {
    columns: bandwidths.map((bandwidth) => ({
      suffix: `bandwidth-${bandwidth}`,
      scaling: 'standardised',
    })),
    write(rows, out) {
      const levelOf = rows.levels(key);
      const texts = rows.partTexts(feature.of);
      const rates = rows.outcomes.map(ratesByLevel);
      bandwidths.forEach((bandwidth, column) => {
        const offset = column * rows.rowCount;
        for (let row = 0; row < rows.rowCount; row++) {
          const level = levelOf[row]!;
          const visible = rows.outcomesOfRow[row]!;
          out[offset + row] =
            level > 0
              ? rates[visible]![column]![level]!
              : rateAt(codeOf(texts[row]!), bandwidth, rows.outcomes[visible]!);
        }
      });
    },
  };
}

interface Code {
  readonly code: number;
  readonly level: number;
}

function sortedCodes({ levels }: KeyLevels): Code[] {
  return levels
    .map((text, index) => ({ code: codeOf(text), level: index + 1 }))
    .filter(({ code }) => !Number.isNaN(code))
    .sort((a, b) => a.code - b.code);
}

function codeOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

/** Index of the first code that is not below `least`. */
function firstFrom(codes: readonly Code[], least: number): number {
  let low = 0;
  let high = codes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (codes[middle]!.code < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

function remember<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const made = new WeakMap<Of, Made>();
  return (of) => {
    const known = made.get(of) ?? make(of);
    made.set(of, known);
    return known;
  };
}
