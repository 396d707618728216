import type { PartedReport } from '@bora/simulation/run';
import * as Plot from '@observablehq/plot';
import { Figure } from '../../shared/charts/figure.tsx';
import { Legend } from '../../shared/charts/legend.tsx';
import { sayAmountEach, sayShare, sayTick } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.simulations;
const height = 260;
const tableEvery = 5;

interface CurveProps {
  readonly curve: PartedReport['curve'];
  /** Cut-offs to point at. */
  readonly marks: { readonly policy?: number; readonly chosen?: number };
}

/** Profit for each applicant at every cut-off, with its interval. */
export function ProfitCurve({ curve, marks, currency }: CurveProps & { readonly currency: string }) {
  const points = untilAllAreApproved(curve);
  const amount = (value: number) => sayAmountEach(value, currency);
  return (
    <div>
      <h3 className="mb-2">{said.profitCurve(currency)}</h3>
      <Figure
        height={height}
        description={said.profitDescription}
        columns={[said.cutOff, said.profitEach, said.interval]}
        rows={tableRows(points).map(({ cutOff, profitPerApplicant, interval }) => [
          sayShare(cutOff),
          amount(profitPerApplicant),
          said.between(amount(interval.low), amount(interval.high)),
        ])}
        draw={(width) => ({
          ...frame(width),
          y: { label: currency, grid: true, nice: true, tickFormat: sayTick },
          marks: [
            Plot.areaY(points, {
              x: 'cutOff',
              y1: ({ interval }: PartedReport['curve'][number]) => interval.low,
              y2: ({ interval }: PartedReport['curve'][number]) => interval.high,
              fill: 'var(--color-accent)',
              fillOpacity: 0.2,
            }),
            Plot.ruleY([0], { stroke: 'var(--color-edge)' }),
            Plot.lineY(points, {
              x: 'cutOff',
              y: 'profitPerApplicant',
              stroke: 'var(--color-accent)',
              strokeWidth: 2,
            }),
            ...pointers(marks),
          ],
        })}
      />
    </div>
  );
}

/** Share of applicants approved and share of bads among them, at every cut-off. */
export function ShareCurves({ curve, marks }: CurveProps) {
  const points = untilAllAreApproved(curve);
  const withBadRate = points.filter(({ badRate }) => badRate !== null);
  return (
    <div>
      <h3 className="mb-2">{said.shareCurve}</h3>
      <Figure
        height={height}
        description={said.shareDescription}
        columns={[said.cutOff, said.approved, said.badRate]}
        rows={tableRows(points).map(({ cutOff, approvalRate, badRate }) => [
          sayShare(cutOff),
          sayShare(approvalRate),
          badRate === null ? texts.none : sayShare(badRate),
        ])}
        draw={(width) => ({
          ...frame(width),
          y: { label: said.share, grid: true, domain: [0, 1], tickFormat: '.0%' },
          marks: [
            Plot.ruleY([0], { stroke: 'var(--color-edge)' }),
            Plot.lineY(points, {
              x: 'cutOff',
              y: 'approvalRate',
              stroke: 'var(--color-approve)',
              strokeWidth: 2,
            }),
            Plot.lineY(withBadRate, {
              x: 'cutOff',
              y: 'badRate',
              stroke: 'var(--color-decline)',
              strokeWidth: 2,
              strokeDasharray: '6 3',
            }),
            ...pointers(marks),
          ],
        })}
      />
      <Legend
        entries={[
          { name: said.approved, color: 'var(--color-approve)' },
          { name: said.badRate, color: 'var(--color-decline)', isDashed: true },
        ]}
      />
    </div>
  );
}

const frame = (width: number) => ({
  width,
  height,
  marginLeft: 48,
  marginBottom: 36,
  marginTop: 26,
  x: { label: said.cutOff, tickFormat: '.0%' },
});

function pointers({ policy, chosen }: CurveProps['marks']): Plot.Markish[] {
  const all = [
    ...(policy === undefined ? [] : [{ at: policy, text: said.policyMark }]),
    ...(chosen === undefined || chosen === policy ? [] : [{ at: chosen, text: said.chosenMark }]),
  ];
  return [
    Plot.ruleX(all, { x: 'at', stroke: 'var(--color-ink)', strokeDasharray: '3 3' }),
    Plot.text(all.slice(0, 1), {
      x: 'at',
      text: 'text',
      frameAnchor: 'top',
      dy: -8,
      fill: 'var(--color-ink)',
    }),
    Plot.text(all.slice(1), { x: 'at', text: 'text', frameAnchor: 'top', dy: -19, fill: 'var(--color-ink)' }),
  ];
}

/** Past the first cut-off that approves everybody nothing changes. */
function untilAllAreApproved(curve: PartedReport['curve']): PartedReport['curve'] {
  const end = curve.findIndex(({ approvalRate }) => approvalRate === 1);
  return end === -1 ? curve : curve.slice(0, end + 1);
}

function tableRows(points: PartedReport['curve']): PartedReport['curve'] {
  return points.filter((_, index) => index % tableEvery === 0 || index === points.length - 1);
}
