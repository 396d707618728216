import type { EvaluationReport } from '@bora/contracts';
import { formatFigure } from '../figure-format.ts';
import { renderPage } from '../page/page.ts';
import { calibrationSection } from './calibration-section.ts';
import { comparisonsSection } from './comparisons-section.ts';
import { discriminationSection } from './discrimination-section.ts';
import { driftSection } from './drift-section.ts';
import { fairnessSection } from './fairness-section.ts';
import { informationValueSection } from './information-value-section.ts';
import { protocolSection } from './protocol-section.ts';
import { scoreSection } from './score-section.ts';

/** The page of an evaluation, from its report alone. Throws `ChartDataError` where a curve of the report is empty. */
export function renderEvaluationPage(report: EvaluationReport): string {
  const { protocol, oof } = report;
  const figure = (value: number) => formatFigure(value, 'decimal');
  return renderPage({
    title: `Evaluation of ${protocol.schema}`,
    lead:
      `How well applicants are told apart whose outcome the model had not seen: ${formatFigure(protocol.data.rows, 'count')} rows, ` +
      `${protocol.folds.count} folds, compliance profile ${protocol.profile}. ` +
      `AUC ${figure(oof.auc)} ± ${figure(oof.aucStandardError)} (mean of the folds, one standard error).`,
    facts: [
      { label: 'AUC', value: figure(oof.auc) },
      { label: 'Gini', value: figure(oof.gini) },
      { label: 'KS', value: figure(oof.ks) },
      { label: 'Log-loss', value: figure(oof.logLoss) },
      { label: 'Brier', value: figure(oof.brier) },
      { label: 'ECE', value: figure(oof.ece) },
      { label: 'EMP', value: formatFigure(oof.emp, 'fine') },
    ],
    sections: [
      discriminationSection(report),
      calibrationSection(report),
      scoreSection(report),
      informationValueSection(report),
      fairnessSection(report),
      ...comparisonsSection(report),
      ...driftSection(report),
      protocolSection(report),
    ],
    footer: `Made by bora evaluate from its report ${report.format}. Figures of past applicants; not legal advice.`,
  });
}
