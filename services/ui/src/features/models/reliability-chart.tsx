import type { EvaluationReport, ReliabilityBin } from '@bora/contracts';
import * as Plot from '@observablehq/plot';
import { useCallback } from 'react';
import { Figure } from '../../shared/charts/figure.tsx';
import { sayCount, sayShare } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.modelEvaluation;
const height = 320;
const room = 1.05;

/** Bad rate with its interval against the probability foretold, a dot for each tenth of the applicants. */
export function ReliabilityChart({ reliability }: Pick<EvaluationReport, 'reliability'>) {
  const { bins } = reliability;
  const draw = useCallback((width: number) => chartOf(bins, width), [bins]);
  return (
    <Figure
      height={height}
      description={said.reliabilityDescription(bins.length)}
      columns={[said.tenth, said.rows, said.pdMean, said.badRate, said.interval]}
      rows={bins.map(({ count, pdMean, badRate }, index) => [
        sayCount(index + 1),
        sayCount(count),
        sayShare(pdMean),
        sayShare(badRate.value),
        said.between(sayShare(badRate.low), sayShare(badRate.high)),
      ])}
      draw={draw}
    />
  );
}

function chartOf(bins: readonly ReliabilityBin[], width: number): Plot.PlotOptions {
  const most = Math.max(0, ...bins.flatMap(({ pdMean, badRate }) => [pdMean, badRate.high])) * room || 1;
  const domain: [number, number] = [0, most];
  return {
    width,
    height,
    marginLeft: 48,
    marginBottom: 40,
    x: { label: said.pdMean, domain, tickFormat: '.0%', grid: true },
    y: { label: said.badRate, domain, tickFormat: '.0%', grid: true },
    marks: [
      Plot.line(
        [
          [0, 0],
          [most, most],
        ],
        { stroke: 'var(--color-edge)', strokeDasharray: '4 4' },
      ),
      Plot.ruleX(bins, {
        x: 'pdMean',
        y1: ({ badRate }: ReliabilityBin) => badRate.low,
        y2: ({ badRate }: ReliabilityBin) => badRate.high,
        stroke: 'var(--color-accent)',
        strokeWidth: 2,
      }),
      Plot.dot(bins, {
        x: 'pdMean',
        y: ({ badRate }: ReliabilityBin) => badRate.value,
        r: 4,
        fill: 'var(--color-accent)',
      }),
    ],
  };
}
