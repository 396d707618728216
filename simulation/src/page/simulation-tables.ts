import type { Column, Table } from '@bora/report';
import { segmentTitle } from '../replay/segments.ts';
import type { EconomicsReport } from '../report/simulation-report.ts';

const text = (heading: string): Column => ({ heading, format: 'text' });
const count = (heading: string): Column => ({ heading, format: 'count' });
const share = (heading: string): Column => ({ heading, format: 'share' });
const amount = (heading: string): Column => ({ heading, format: 'amount' });

export function strategyTable({ strategies, currency, basis }: EconomicsReport): Table {
  return {
    caption: `Ways to decide (${basis}, ${currency})`,
    columns: [
      text('decided by'),
      share('approved'),
      share('bad rate'),
      amount('profit each'),
      amount('95 % from'),
      amount('to'),
      amount('profit'),
      amount('undiscounted'),
      amount('gains'),
      amount('losses'),
      share('RAROC a year'),
    ],
    rows: strategies.map((one) => [
      one.title,
      one.approvalRate,
      one.badRate,
      one.profitPerApplicant,
      one.interval.low,
      one.interval.high,
      one.profit,
      one.undiscountedProfit,
      one.gains,
      one.losses,
      one.raroc,
    ]),
  };
}

export function swapTable(swap: EconomicsReport['swapSets'][number]): Table {
  const at = swap.first === 'model-policy' ? 'the cut-off of the policy' : 'the best cut-offs';
  const line = (name: string, group: (typeof swap)['swappedIn']) => [
    name,
    group.applicants,
    group.badRate,
    group.variableProfit,
  ];
  return {
    caption: `Swap-set at ${at}`,
    columns: [text('who'), count('applicants'), share('bad rate'), amount('profit if approved')],
    rows: [
      line('swapped in: approved by the model alone', swap.swappedIn),
      line('swapped out: approved by the second model alone', swap.swappedOut),
      line('approved by both', swap.approvedByBoth),
      line('approved by neither', swap.approvedByNeither),
    ],
  };
}

export function segmentTable({ segments, strategies, basis }: EconomicsReport): Table[] {
  if (!segments) return [];
  const ids = segments.segments[0]?.strategies.map(({ id }) => id) ?? [];
  const title = (id: string) => strategies.find((one) => one.id === id)?.title ?? id;
  return [
    {
      caption: `Profit by ${segments.variable}, before fixed costs (${basis})`,
      columns: [
        text('segment'),
        count('applicants'),
        share('bad rate'),
        share('approved by the policy'),
        ...ids.map((id) => amount(title(id))),
      ],
      rows: segments.segments.map((one) => [
        segmentTitle(one),
        one.applicants,
        one.badRate,
        one.strategies[0]?.approvalRate ?? null,
        ...one.strategies.map(({ variableProfit }) => variableProfit),
      ]),
    },
  ];
}

export function stressTable(
  { strategies, currency }: EconomicsReport,
  { strategy, cells, breakEven }: EconomicsReport['stress'][number],
): Table {
  const multipliers = [...new Set(cells.map(({ pdMultiplier }) => pdMultiplier))];
  return {
    caption: `Stress of ${strategies.find(({ id }) => id === strategy)?.title}: ${currency} each by bad rate (times)`,
    folded: true,
    columns: [
      share('LGD'),
      share('cost of funds'),
      share('APR'),
      ...multipliers.map((times) => amount(`× ${times}`)),
      amount('zero at ×'),
    ],
    rows: breakEven.map(({ pdMultiplier, ...money }) => [
      money.lgd,
      money.costOfFunds,
      money.apr,
      ...cells
        .filter(
          (cell) =>
            cell.lgd === money.lgd && cell.costOfFunds === money.costOfFunds && cell.apr === money.apr,
        )
        .map(({ profitPerApplicant }) => profitPerApplicant),
      pdMultiplier,
    ]),
  };
}
