import type { Variable } from '@bora/contracts';
import { brokenRules } from './broken-rules.ts';
import { comparePopulations, type PopulationComparison } from './compare-populations.ts';
import type { DriftFinding } from './drift-finding.ts';
import type { DriftQuestion } from './drift-report.ts';
import { movedPopulation } from './moved-population.ts';
import { type PairedBin, pairBins } from './paired-bins.ts';
import { largePsi, severeShare } from './thresholds.ts';
import type { BrokenRule, WatchedVariable } from './watched-variable.ts';

export interface ComparedVariable {
  readonly variable: Variable;
  readonly population: PopulationComparison | null;
  readonly broken: readonly DriftFinding[];
  readonly moved: readonly DriftFinding[];
}

/** What broke in one variable, and what moved besides. @param rate chance of a false alarm of each test */
export function compareVariable(question: DriftQuestion, variable: Variable, rate: number): ComparedVariable {
  const { reference, trainingRows, modelReads, absent } = question;
  const distribution = reference.variables[variable.name]!;
  const counts = question.counts.variables[variable.name]!;
  const bins = pairBins(distribution, counts, trainingRows);
  const reads = modelReads.has(variable.name);
  const of = { variable: variable.name, label: variable.label, modelReads: reads };
  const watched: WatchedVariable = {
    variable,
    distribution,
    counts,
    bins,
    trainingRows,
    fileRows: question.counts.rows,
    rate,
  };
  const rules = absent.has(variable.name) ? [columnAbsent] : brokenRules(watched);
  const rest = unexplained(bins, rules);
  const moved = rest && movedPopulation(comparePopulations(rest, rate), rules.length > 0);
  return {
    variable,
    population: comparePopulations(bins, rate),
    broken: rules.map((rule) => ({
      ...of,
      kind: rule.kind,
      severity: reads && rule.concerned >= severeShare ? 'act' : 'watch',
      concerned: rule.concerned,
      psi: null,
      codes: rule.codes,
      sentence: rule.sentence,
    })),
    moved: moved
      ? [
          {
            ...of,
            kind: 'moved-population',
            severity: reads && moved.psi >= largePsi ? 'act' : 'watch',
            concerned: null,
            ...moved,
          },
        ]
      : [],
  };
}

const columnAbsent: BrokenRule = {
  kind: 'column-absent',
  explained: null,
  concerned: 1,
  codes: [],
  sentence: 'The file has no such column: every row counts as without a value.',
};

/** The bins that no break explains; null where none can be compared. */
function unexplained(bins: readonly PairedBin[], rules: readonly BrokenRule[]): PairedBin[] | null {
  const explained = new Set<PairedBin>();
  for (const rule of rules) {
    if (rule.explained === null) return null;
    for (const bin of rule.explained) explained.add(bin);
  }
  return bins.filter((bin) => !explained.has(bin));
}
