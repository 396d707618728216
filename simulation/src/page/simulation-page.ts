import { type Fact, formatFigure, type Page, renderPage, type Section } from '@bora/report';
import type { EconomicsReport, SimulationReport } from '../report/simulation-report.ts';
import { assumptionTable } from './assumption-table.ts';
import { curveCharts, differenceChart, profitChart, stressChart } from './simulation-charts.ts';
import { segmentTable, strategyTable, stressTable, swapTable } from './simulation-tables.ts';

/** A replay as one HTML file that needs nothing else. The same report gives the same bytes. */
export function simulationPage(report: SimulationReport): string {
  const page: Page = {
    title: 'What would the lender have earned?',
    lead: lead(report),
    facts: facts(report),
    sections: report.economics.map((economics) => section(report, economics)),
    footer:
      `Data sha256 ${report.data.sha256}, schema ${report.data.schema}; intervals from ${report.replicates} bootstrap ` +
      `samples of applicants, seed ${report.seed}, for cut-offs as they were chosen.`,
  };
  return renderPage(page);
}

function lead({ data, policy, model, against, inSample }: SimulationReport): string {
  const replayed =
    `${formatFigure(data.rows, 'count')} applicants whose outcome is known were decided on again by ${model.title} ` +
    `(${model.origin} scores) and the policy ${policy.title}, which approves below a PD of ${policy.approveBelow}; ` +
    `${formatFigure(model.referredByPolicy, 'count')} who would be referred to a person count as not approved.`;
  const second = against ? ` The second model is ${against.title} (${against.origin} scores).` : '';
  const warning =
    'IN SAMPLE: the model has seen these applicants in training, and every figure flatters it. ';
  return `${inSample ? warning : ''}${replayed}${second}`;
}

function facts({ data, model, inSample }: SimulationReport): Fact[] {
  return [
    ...(inSample ? [{ label: 'Scores', value: 'IN SAMPLE' }] : []),
    { label: 'Applicants', value: formatFigure(data.rows, 'count') },
    { label: 'Bad rate', value: formatFigure(data.badRate, 'share') },
    { label: 'AUC', value: formatFigure(model.auc, 'decimal') },
    { label: 'EMP', value: formatFigure(model.emp, 'decimal') },
    { label: 'Left out', value: formatFigure(data.leftOut + data.rejected, 'count') },
  ];
}

function section({ policy }: SimulationReport, economics: EconomicsReport): Section {
  const { title, basis, currency, breakEvenPd, scenario } = economics;
  const breakEven = breakEvenPd
    ? ` A loan breaks even at a PD of ${formatFigure(breakEvenPd.median, 'decimal')} (median of the applicants).`
    : '';
  const how =
    basis === 'observed'
      ? `Observed: the cash flows of these loans as they were, in ${currency}.`
      : `Assumed: the outcomes are those of the file, the money is what the scenario says, in ${currency}. ${scenario?.description ?? ''}`;
  return {
    heading: `${title} (${basis})`,
    text: [`${how}${breakEven}`],
    charts: [
      profitChart(economics),
      differenceChart(economics),
      ...curveCharts(economics, policy.approveBelow),
      ...stressChart(economics),
    ],
    tables: [
      strategyTable(economics),
      ...economics.swapSets.map(swapTable),
      ...segmentTable(economics),
      ...(scenario ? [assumptionTable(scenario)] : []),
      ...economics.stress.map((stress) => stressTable(economics, stress)),
    ],
  };
}
