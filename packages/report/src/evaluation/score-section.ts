import type { EvaluationReport } from '@bora/contracts';
import { histogramChart } from '../chart/histogram-chart.ts';
import { lineChart } from '../chart/line-chart.ts';
import type { Section } from '../page/page.ts';

/** How the scores are spread, and how the bad rate falls along them. */
export function scoreSection({ curves }: EvaluationReport): Section {
  const totals = { good: 0, bad: 0 };
  for (const { good, bad } of curves.scores) {
    totals.good += good;
    totals.bad += bad;
  }
  const groups = (['good', 'bad'] as const).map((name) => ({
    name,
    bins: curves.scores.map(({ from, to, ...counts }) => ({
      from,
      to,
      value: counts[name] / Math.max(1, totals[name]),
    })),
  }));
  const rates = curves.scores
    .filter(({ good, bad }) => good + bad > 0)
    .map(({ from, to, good, bad }) => ({ x: (from + to) / 2, y: bad / (good + bad) }));
  return {
    heading: 'Scores',
    text: [
      'Higher is safer. Each outcome is shown as shares of its own applicants, so that both have the same area.',
    ],
    charts: [
      histogramChart({
        title: 'Scores of the good and of the bad',
        description: 'Distribution of the score for applicants who paid and for those who did not.',
        x: { label: 'score', format: 'count' },
        y: { label: 'share of its outcome', format: 'share' },
        groups,
      }),
      lineChart({
        title: 'Bad rate by score',
        description: 'Share of bad applicants in each bin of the score.',
        x: { label: 'score', format: 'count' },
        y: { label: 'bad rate', format: 'share' },
        series: [{ name: 'bad rate', points: rates }],
      }),
    ],
  };
}
