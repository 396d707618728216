import type { EvaluationReport } from '@bora/contracts';
import type { Chart } from '../chart/chart.ts';
import { lineChart } from '../chart/line-chart.ts';
import { formatFigure } from '../figure-format.ts';
import type { Section } from '../page/page.ts';

const whole = [0, 1] as const;

/** ROC, KS, gain and lift, and the folds one by one. */
export function discriminationSection(report: EvaluationReport): Section {
  const { oof } = report;
  return {
    heading: 'Telling good from bad',
    text: [
      'AUC is the probability that a bad applicant is given a higher probability of default than a good one: 0.5 is ' +
        'chance, 1 is perfect. KS is the largest distance between the two cumulative shares. Gain and lift say how many ' +
        'of the bad are found among the riskiest applicants.',
    ],
    charts: [rocChart(report), ksChart(report), gainChart(report), ...liftChart(report)],
    tables: [
      {
        caption: 'AUC of each fold',
        columns: [
          { heading: 'Fold', format: 'text' },
          { heading: 'AUC', format: 'decimal' },
        ],
        rows: [
          ...oof.foldAuc.map((auc, fold) => [String(fold + 1), auc]),
          ['mean', oof.auc],
          ['standard error', oof.aucStandardError],
          ['all folds together', oof.aucPooled],
        ],
      },
    ],
  };
}

function rocChart({ curves, oof }: EvaluationReport): Chart {
  return lineChart({
    title: 'ROC',
    description: `Share of the bad against share of the good that a cut-off turns down; the area is ${formatFigure(oof.aucPooled, 'decimal')}.`,
    x: { label: 'good turned down', format: 'share', domain: whole },
    y: { label: 'bad turned down', format: 'share', domain: whole },
    series: [
      {
        name: 'model',
        points: curves.roc.map(({ falsePositiveRate: x, truePositiveRate: y }) => ({ x, y })),
      },
      chance,
    ],
  });
}

const chance = {
  name: 'chance',
  style: 'guide',
  points: [
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ],
} as const;

function ksChart({ curves, oof }: EvaluationReport): Chart {
  const distances = curves.ks.map(({ score, bad, good }) => ({ score, distance: Math.abs(bad - good) }));
  const widest = distances.reduce((best, one) => (one.distance > best.distance ? one : best), distances[0]!);
  return lineChart({
    title: 'KS',
    description: `Shares of the bad and of the good at or below a score; they are ${formatFigure(oof.ks, 'decimal')} apart at most, at a score of about ${formatFigure(widest?.score ?? null, 'count')}.`,
    x: { label: 'score', format: 'count' },
    y: { label: 'share at or below', format: 'share', domain: whole },
    series: [
      { name: 'good', points: curves.ks.map(({ score: x, good: y }) => ({ x, y })) },
      { name: 'bad', points: curves.ks.map(({ score: x, bad: y }) => ({ x, y })) },
    ],
    marks: widest ? [{ x: widest.score, label: `KS ${formatFigure(oof.ks, 'decimal')}` }] : [],
  });
}

function gainChart({ curves }: EvaluationReport): Chart {
  return lineChart({
    title: 'Gain',
    description: 'Share of all bad applicants among the riskiest, the riskiest first.',
    x: { label: 'applicants, riskiest first', format: 'share', domain: whole },
    y: { label: 'share of the bad', format: 'share', domain: whole },
    series: [
      { name: 'model', points: curves.gain.map(({ applicants: x, badCaptured: y }) => ({ x, y })) },
      chance,
    ],
  });
}

function liftChart({ curves }: EvaluationReport): Chart[] {
  const points = curves.gain.flatMap(({ applicants: x, lift: y }) => (y === null ? [] : [{ x, y }]));
  if (points.length === 0) return [];
  return [
    lineChart({
      title: 'Lift',
      description: 'Bad rate of the riskiest applicants as a multiple of the bad rate of all.',
      x: { label: 'applicants, riskiest first', format: 'share', domain: whole },
      y: { label: 'times the bad rate of all', format: 'decimal' },
      series: [{ name: 'model', points }],
      marks: [{ y: 1 }],
    }),
  ];
}
