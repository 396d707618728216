import { type EconomicsReport, type SimulationReport, segmentTitle } from '@bora/simulation';
import { formatCount, formatShare } from '../terminal/figures.ts';
import { textTable } from '../terminal/table.ts';

/** The report for people: for each book the ways to decide side by side, differences, swap-sets and segments. */
export function simulationTable(report: SimulationReport): string {
  return [heading(report), ...report.economics.map(economicsTable), intervalLine(report)].join('\n\n');
}

function intervalLine({ replicates, seed }: SimulationReport): string {
  return (
    `95 % intervals: bootstrap of applicants, ${formatCount(replicates)} samples, seed ${seed}. The page and POST /v1/simulations ` +
    'take the mean ± 1.96 standard errors and choose best cut-offs among half hundredths: theirs differ slightly.'
  );
}

function heading({ data, policy, model, against, inSample }: SimulationReport): string {
  const described = ({ title, origin, auc, emp }: SimulationReport['model']) =>
    `${title} (${origin}), AUC ${auc?.toFixed(4) ?? '-'}, EMP ${emp?.toFixed(5) ?? '-'}`;
  const lines = [
    `${formatCount(data.rows)} applicants, ${formatShare(data.badRate)} bad · policy ${policy.title}: approve below ` +
      `${policy.approveBelow}; ${formatCount(model.referredByPolicy)} referred count as not approved`,
    `model: ${described(model)}`,
    ...(against ? [`second model: ${described(against)}`] : []),
  ];
  if (inSample)
    lines.unshift('IN SAMPLE: the model has seen these applicants in training; every figure flatters it.');
  return lines.join('\n');
}

function economicsTable(economics: EconomicsReport): string {
  const { title, basis, currency, breakEvenPd } = economics;
  const [low, high] = [breakEvenPd?.minimum.toFixed(4), breakEvenPd?.maximum.toFixed(4)];
  const breakEven = breakEvenPd === null ? '' : `, break-even PD ${low === high ? low : `${low} to ${high}`}`;
  const parts = [
    `${title.toUpperCase()}: ${basis} cash flows, ${currency}${breakEven}`,
    strategyTable(economics),
    differenceTable(economics),
    ...economics.bestCutOffs.map(
      ({ model, upTo }) =>
        `best cut-offs of the ${model === 'model' ? 'model' : 'second model'}, each chosen on four fifths and applied to the other: ` +
        upTo.map((cutOff) => (cutOff < 0 ? 'nobody' : cutOff.toFixed(3))).join(', '),
    ),
    ...economics.swapSets.map((swap) => swapTable(swap)),
    ...(economics.segments ? [segmentTable(economics.segments)] : []),
    ...(economics.stress.length > 0 ? [stressTable(economics)] : []),
  ];
  return parts.join('\n\n');
}

function strategyTable({ strategies }: EconomicsReport): string {
  return textTable(
    [
      'decided by',
      'approved',
      'bad rate',
      'profit each',
      '95 % interval',
      'profit',
      'losses',
      'RAROC a year',
    ],
    strategies.map((one) => [
      one.title,
      formatShare(one.approvalRate),
      one.badRate === null ? '-' : formatShare(one.badRate),
      one.profitPerApplicant.toFixed(2),
      intervalText(one.interval),
      formatCount(one.profit),
      formatCount(one.losses),
      one.raroc === null ? '-' : formatShare(one.raroc),
    ]),
  );
}

function differenceTable({ differences, strategies }: EconomicsReport): string {
  const title = (id: string) => strategies.find((one) => one.id === id)?.title ?? id;
  return textTable(
    ['difference in profit each', '', '95 % interval, paired', ''],
    differences.map(({ of, over, profitPerApplicant, interval }) => [
      `${title(of)} − ${title(over)}`,
      profitPerApplicant.toFixed(2),
      intervalText(interval),
      interval.low > 0 || interval.high < 0 ? 'excludes zero' : 'includes zero',
    ]),
  );
}

function swapTable(swap: EconomicsReport['swapSets'][number]): string {
  const line = (name: string, group: (typeof swap)['swappedIn']) => [
    name,
    formatCount(group.applicants),
    group.badRate === null ? '-' : formatShare(group.badRate),
    formatCount(group.variableProfit),
  ];
  const at = swap.first === 'model-policy' ? 'at the policy' : 'at the best cut-offs';
  return textTable(
    [`swap-set ${at}`, 'applicants', 'bad rate', 'profit if approved'],
    [
      line('swapped in: the model alone', swap.swappedIn),
      line('swapped out: the second alone', swap.swappedOut),
      line('approved by both', swap.approvedByBoth),
      line('approved by neither', swap.approvedByNeither),
    ],
  );
}

function segmentTable({ variable, segments }: NonNullable<EconomicsReport['segments']>): string {
  const ids = segments[0]?.strategies.map(({ id }) => id) ?? [];
  return textTable(
    [`profit by ${variable}`, 'applicants', 'bad rate', 'approved', ...ids],
    segments.map(({ applicants, badRate, strategies, ...name }) => [
      segmentTitle(name),
      formatCount(applicants),
      badRate === null ? '-' : formatShare(badRate),
      formatShare(strategies[0]?.approvalRate ?? 0),
      ...strategies.map(({ variableProfit }) => formatCount(variableProfit)),
    ]),
  );
}

/** The bad rate at which the scenario's own money earns nothing; the whole grid stands in the report. */
function stressTable({ stress, scenario, strategies }: EconomicsReport): string {
  const { lgd, costOfFunds, apr } = scenario!.assumptions;
  const isOwn = (one: { lgd: number; costOfFunds: number; apr: number }) =>
    one.lgd === lgd.value && one.costOfFunds === costOfFunds.value && one.apr === apr.value;
  return textTable(
    [
      'same decisions, bad rate times',
      ...(stress[0]?.cells.filter(isOwn).map(({ pdMultiplier }) => String(pdMultiplier)) ?? []),
      'break-even at',
    ],
    stress.map(({ strategy, cells, breakEven }) => [
      strategies.find(({ id }) => id === strategy)?.title ?? strategy,
      ...cells.filter(isOwn).map(({ profitPerApplicant }) => profitPerApplicant.toFixed(2)),
      breakEven.find(isOwn)?.pdMultiplier?.toFixed(2) ?? '-',
    ]),
  );
}

function intervalText({ low, high }: { low: number; high: number }): string {
  return `${low.toFixed(2)} to ${high.toFixed(2)}`;
}
