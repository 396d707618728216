import type { PartedReport } from '@bora/simulation/run';
import * as Plot from '@observablehq/plot';
import { Figure } from '../../shared/charts/figure.tsx';
import { Legend } from '../../shared/charts/legend.tsx';
import { sayAmountEach, sayShare } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.comparison;
const words = texts.simulations;
const height = 300;
const tableEvery = 5;

interface ApprovalChartProps {
  readonly first: PartedReport['curve'];
  readonly second: PartedReport['curve'];
  readonly names: readonly [string, string];
  readonly currency: string;
}

/** Profit for each applicant of two runs at every share approved: cut-offs of two models are not comparable. */
export function ApprovalChart({ first, second, names, currency }: ApprovalChartProps) {
  const looks = [
    { points: first, name: names[0], color: 'var(--color-accent)', isDashed: false },
    { points: second, name: names[1], color: 'var(--color-refer)', isDashed: true },
  ];
  return (
    <div>
      <h2 className="mb-2">{said.approvalCurve(currency)}</h2>
      <Figure
        height={height}
        description={said.approvalDescription}
        columns={[words.cutOff, words.approved, words.profitEach]}
        rows={looks.flatMap(({ points, name }) =>
          points
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
          y: { label: currency, grid: true, nice: true, tickFormat: 's' },
          marks: [
            Plot.ruleY([0], { stroke: 'var(--color-edge)' }),
            ...looks.map(({ points, color, isDashed }) =>
              Plot.line(points, {
                x: 'approvalRate',
                y: 'profitPerApplicant',
                stroke: color,
                strokeWidth: 2,
                ...(isDashed ? { strokeDasharray: '6 3' } : {}),
              }),
            ),
          ],
        })}
      />
      <Legend entries={looks} />
    </div>
  );
}
