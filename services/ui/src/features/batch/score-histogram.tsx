import { type BatchSummary, histogramBinPoints } from '@bora/contracts';
import * as Plot from '@observablehq/plot';
import { Figure } from '../../shared/charts/figure.tsx';
import { sayCount, sayTick } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

/** How many applicants have which score. */
export function ScoreHistogram({ bins }: { bins: BatchSummary['scoreHistogram'] }) {
  if (bins.length === 0) return <p className="help">{texts.results.noScores}</p>;
  return (
    <Figure
      height={200}
      description={texts.results.histogramDescription}
      rows={bins.map(({ from, rows }) => [`${from}–${from + histogramBinPoints - 1}`, sayCount(rows)])}
      columns={[texts.scores.score, texts.results.applicants]}
      draw={(width) => ({
        width,
        height: 200,
        marginLeft: 52,
        marginBottom: 34,
        x: { label: texts.scores.score, tickFormat: 'd' },
        y: { label: texts.results.applicants, grid: true, nice: true, tickFormat: sayTick },
        marks: [
          Plot.rectY(bins, {
            x1: 'from',
            x2: ({ from }: { from: number }) => from + histogramBinPoints,
            y: 'rows',
            fill: 'var(--color-accent)',
            inset: 0.5,
          }),
          Plot.ruleY([0], { stroke: 'var(--color-edge)' }),
        ],
      })}
    />
  );
}
