import type { ApplicationSchema, Reference } from '@bora/contracts';
import { testsOfVariable } from './broken-rules.ts';
import { comparePopulations, type PopulationComparison } from './compare-populations.ts';
import { compareVariable } from './compare-variable.ts';
import type { DriftFinding } from './drift-finding.ts';
import type { FileCounts } from './file-counts.ts';
import { movedPopulation } from './moved-population.ts';
import { pairBins } from './paired-bins.ts';
import { changes } from './sentence-parts.ts';
import {
  falseAlarmRate,
  fewRows,
  jumpFactor,
  largePsi,
  missingShareChange,
  moderatePsi,
  mostTrainingRows,
} from './thresholds.ts';

export interface VariableDrift {
  readonly variable: string;
  readonly label: string;
  readonly modelReads: boolean;
  /** Over all bins, whatever is broken; null where it cannot be compared. */
  readonly population: PopulationComparison | null;
}

/** What became of a file's applicants against those that a model was trained on. */
export interface DriftReport {
  readonly rows: number;
  readonly trainingRows: number;
  /** Rows of the file that the model was trained on. */
  readonly seenInTraining: number;
  readonly thresholds: {
    readonly falseAlarmRate: number;
    /** The same for each test. */
    readonly ratePerTest: number;
    readonly moderatePsi: number;
    readonly largePsi: number;
    readonly jumpFactor: number;
    readonly missingShareChange: number;
  };
  readonly score: PopulationComparison | null;
  readonly variables: readonly VariableDrift[];
  /** Broken encodings and changed collection, the most concerned rows first. */
  readonly broken: readonly DriftFinding[];
  /** Moved populations, the largest PSI first. */
  readonly moved: readonly DriftFinding[];
  /** What this report cannot tell, and why. */
  readonly limits: readonly string[];
}

export interface DriftQuestion {
  readonly schema: ApplicationSchema;
  readonly reference: Reference;
  /** Rows that the reference describes. */
  readonly trainingRows: number;
  /** Names of the variables that the model reads. */
  readonly modelReads: ReadonlySet<string>;
  /** Names of the variables that the file has no column for. */
  readonly absent: ReadonlySet<string>;
  readonly counts: FileCounts;
  readonly seenInTraining: number;
}

/** Compares counted applicants with the frozen reference. The rules: docs/decisions, "Broken or moved". */
export function reportDrift(question: DriftQuestion): DriftReport {
  const { schema, reference, trainingRows, modelReads, counts } = question;
  const watched = schema.variables.filter(({ name }) => reference.variables[name] !== undefined);
  const rate = falseAlarmRate / (testsOfVariable * watched.length + 1);
  const compared = watched.map((variable) => compareVariable(question, variable, rate));
  const score = comparePopulations(pairBins(reference.score, counts.score, trainingRows), rate);
  return {
    rows: counts.rows,
    trainingRows,
    seenInTraining: question.seenInTraining,
    thresholds: {
      falseAlarmRate,
      ratePerTest: rate,
      moderatePsi,
      largePsi,
      jumpFactor,
      missingShareChange,
    },
    score,
    variables: compared.map(({ variable, population }) => ({
      variable: variable.name,
      label: variable.label,
      modelReads: modelReads.has(variable.name),
      population,
    })),
    broken: compared.flatMap(({ broken }) => broken).sort(bySize(({ concerned }) => concerned)),
    moved: [...movedScore(question, score), ...compared.flatMap(({ moved }) => moved)].sort(
      bySize(({ psi }) => psi),
    ),
    limits: limitsOf(question, score),
  };
}

function movedScore(question: DriftQuestion, score: PopulationComparison | null): DriftFinding[] {
  const moved = isTrainingData(question) ? null : movedPopulation(score, false);
  if (!moved) return [];
  const severity = moved.psi >= largePsi ? 'act' : 'watch';
  return [
    {
      kind: 'moved-score',
      variable: null,
      label: 'Score',
      modelReads: true,
      severity,
      concerned: null,
      psi: moved.psi,
      codes: moved.codes,
      sentence: `The scores lie elsewhere: PSI ${moved.psi.toFixed(2)}; most in ${changes(moved.codes)}.`,
    },
  ];
}

function isTrainingData({ seenInTraining, counts }: DriftQuestion): boolean {
  return seenInTraining > mostTrainingRows * counts.rows;
}

function limitsOf(question: DriftQuestion, score: PopulationComparison | null): string[] {
  const limits: string[] = [];
  const { rows } = question.counts;
  if (rows < fewRows) {
    const byChance = score ? ` A PSI of the score up to ${score.critical.toFixed(2)} is chance alone.` : '';
    limits.push(
      `The file holds ${rows} applicants only: what is found is beyond chance at that number, and what is not found may be there all the same.${byChance} Ask again with ${fewRows} and more. Invented applicants, such as samples, differ from those of training without meaning anything.`,
    );
  }
  if (isTrainingData(question)) {
    limits.push(
      'Most rows of the file are training rows, which a model knows better than others: their scores are not held against the reference.',
    );
  }
  const isOld = Object.values(question.reference.variables).some(
    (distribution) =>
      distribution.kind === 'number' && distribution.minimum === undefined && distribution.missing < 1,
  );
  if (isOld) {
    limits.push(
      'This bundle does not hold the ranges of its numbers: whether one was constant in training, or had whole numbers alone, cannot be told; train the model again.',
    );
  }
  return limits;
}

function bySize(
  sizeOf: (finding: DriftFinding) => number | null,
): (left: DriftFinding, right: DriftFinding) => number {
  const rank = ({ severity }: DriftFinding) => (severity === 'act' ? 1 : 0);
  return (left, right) => rank(right) - rank(left) || (sizeOf(right) ?? 0) - (sizeOf(left) ?? 0);
}
