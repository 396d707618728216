import { type Chart, formatFigure, heatMapChart, intervalChart, lineChart } from '@bora/report';
import type { StrategyId } from '../replay/strategy.ts';
import type { EconomicsReport } from '../report/simulation-report.ts';

/** Names that leave room for the chart; the table beside it has the long ones. */
const shortNames: Record<StrategyId, string> = {
  'model-policy': 'policy',
  'model-best-cut-off': 'best cut-off',
  'model-expected-profit': 'profit rule',
  'against-policy': '2nd, policy',
  'against-best-cut-off': '2nd, best cut-off',
  'against-expected-profit': '2nd, profit rule',
  'approve-all': 'approve all',
  'reject-all': 'reject all',
  random: 'random',
  oracle: 'oracle',
};

/** Profit for each applicant by the way to decide. */
export function profitChart({ strategies, currency, basis }: EconomicsReport): Chart {
  return intervalChart({
    title: `Profit for each applicant (${basis})`,
    description:
      'Each way to decide with its 95 % interval; fixed costs are paid, and the oracle cannot be beaten.',
    value: { label: currency, format: 'amount' },
    rows: strategies.map(({ profitPerApplicant, interval, id }) => ({
      label: shortNames[id],
      value: profitPerApplicant,
      ...interval,
      group: groupOf(id),
    })),
    marks: [{ x: 0, label: 'no profit' }],
  });
}

/** Paired differences, with zero marked. */
export function differenceChart({ differences, currency, basis }: EconomicsReport): Chart {
  return intervalChart({
    title: `Difference in profit for each applicant (${basis})`,
    description: 'Paired 95 % intervals: one that excludes zero is a difference that these applicants show.',
    value: { label: currency, format: 'amount' },
    rows: differences.map(({ of, over, profitPerApplicant, interval }) => ({
      label: `${shortNames[of]} − ${over.startsWith('against') ? '2nd' : shortNames[over].replace('approve ', '')}`,
      value: profitPerApplicant,
      ...interval,
    })),
    marks: [{ x: 0, label: 'no difference' }],
  });
}

/** Profit, then approval and bad rate, over the cut-off. */
export function curveCharts(
  { curve, strategies, currency, basis }: EconomicsReport,
  cutOff: number,
): Chart[] {
  const all = strategies.find(({ id }) => id === 'approve-all');
  const x = { label: 'cut-off: PDs below it are approved', format: 'share', domain: [0, 1] } as const;
  const marks = [{ x: cutOff, label: 'policy' }];
  const points = (value: (point: (typeof curve)[number]) => number | null) =>
    curve.flatMap((point) => {
      const y = value(point);
      return y === null ? [] : [{ x: point.cutOff, y }];
    });
  return [
    lineChart({
      title: `Profit over the cut-off (${basis})`,
      description: `Profit for each applicant at every cut-off; approving all earns ${formatFigure(all?.profitPerApplicant ?? null, 'amount')}.`,
      x,
      y: { label: `${currency} each`, format: 'amount' },
      series: [{ name: 'profit', points: points((point) => point.profitPerApplicant) }],
      marks: [...marks, { y: 0 }],
    }),
    lineChart({
      title: 'Approval and bad rate over the cut-off',
      description: 'Share of applicants approved, and share of bads among them.',
      x,
      y: { label: 'share', format: 'share', domain: [0, 1] },
      series: [
        { name: 'approved', points: points((point) => point.approvalRate) },
        { name: 'bad among the approved', points: points((point) => point.badRate) },
      ],
      marks,
    }),
  ];
}

/** Bad rate against LGD at the scenario's own cost of funds and APR, with the line where nothing is earned. */
export function stressChart({ stress, scenario, currency }: EconomicsReport): Chart[] {
  const byPolicy = stress.find(({ strategy }) => strategy === 'model-policy');
  if (!byPolicy || !scenario) return [];
  const { apr, costOfFunds } = scenario.assumptions;
  const cells = byPolicy.cells.filter(
    (one) => one.apr === apr.value && one.costOfFunds === costOfFunds.value,
  );
  if (new Set(cells.map(({ lgd }) => lgd)).size < 2) return [];
  return [
    heatMapChart({
      title: 'Stress of the policy’s decisions (assumed)',
      description: 'Profit for each applicant at other bad rates and losses; on the line it is zero.',
      x: { label: 'bad rate, times', format: 'plain' },
      y: { label: 'LGD', format: 'share' },
      value: { label: `${currency} each`, format: 'amount' },
      cells: cells.map(({ pdMultiplier, lgd, profitPerApplicant }) => ({
        x: pdMultiplier,
        y: lgd,
        value: profitPerApplicant,
      })),
      contours: [0],
      marks: [{ x: 1, y: scenario.assumptions.lgd.value, label: 'scenario' }],
    }),
  ];
}

function groupOf(id: string): string {
  if (id.startsWith('model')) return 'model';
  return id.startsWith('against') ? 'second model' : 'without a model';
}
