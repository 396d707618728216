import type { PartedReport } from '@bora/simulation/run';
import * as Plot from '@observablehq/plot';
import { Figure } from '../../shared/charts/figure.tsx';
import { Legend } from '../../shared/charts/legend.tsx';
import { sayAmountEach, sayShare, sayTick } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.comparison;
const words = texts.simulations;
const height = 300;
const tableEvery = 5;

interface ApprovalChartProps {
  readonly first: PartedReport;
  readonly second: PartedReport;
  readonly names: readonly [string, string];
  readonly currency: string;
}

/** Profit for each applicant of two runs at every share approved: cut-offs of two models are not comparable. */
export function ApprovalChart({ first, second, names, currency }: ApprovalChartProps) {
  const looks = [
    { report: first, name: names[0], color: 'var(--color-accent)', isDashed: false },
    { report: second, name: names[1], color: 'var(--color-refer)', isDashed: true },
  ];
  return (
    <div>
      <h2 className="mb-2">{said.approvalCurve(currency)}</h2>
      <Figure
        height={height}
        description={said.approvalDescription}
        columns={[words.cutOff, words.approved, words.profitEach]}
        rows={looks.flatMap(({ report: { curve }, name }) =>
          curve
            .filter((point, index) => index % tableEvery === 0 && point.approvalRate > 0)
            .map((point) => [
              `${name}, ${sayShare(point.cutOff)}`,
              sayShare(point.approvalRate),
              sayAmountEach(point.profitPerApplicant, currency),
            ]),
        )}
        draw={(width) => ({
          width,
          height,
          marginLeft: 48,
          marginBottom: 36,
          x: { label: words.approved, domain: [0, 1], tickFormat: '.0%' },
          y: { label: currency, grid: true, nice: true, tickFormat: sayTick },
          marks: [
            Plot.ruleY([0], { stroke: 'var(--color-edge)' }),
            ...looks.map(({ report: { curve }, color, isDashed }) =>
              Plot.line(curve, {
                x: 'approvalRate',
                y: 'profitPerApplicant',
                stroke: color,
                // The first stays visible below the second where they are the same.
                strokeWidth: isDashed ? 2 : 5,
                ...(isDashed ? { strokeDasharray: '6 3' } : {}),
              }),
            ),
            ...looks.map(({ report: { strategies }, color }) =>
              Plot.dot(
                strategies.filter(({ id }) => id === 'model-policy'),
                {
                  x: 'approvalRate',
                  y: 'profitPerApplicant',
                  r: 6,
                  fill: color,
                  stroke: 'var(--color-surface)',
                },
              ),
            ),
          ],
        })}
      />
      <Legend entries={looks} />
      <p className="help">{said.dots}</p>
    </div>
  );
}
