import type { EvaluationReport } from '@bora/contracts';
import { formatFigure } from '../figure-format.ts';
import {
  aucDifferenceText,
  comparisonHeadings,
  comparisonsByKind,
  signedFigure,
} from './comparisons-section.ts';
import { intervalText } from './fairness-section.ts';
import { escapeMarkdown, markdownTable } from './markdown.ts';

/** How well applicants are told apart. */
export function figures({ oof, protocol }: EvaluationReport): string[] {
  const decimal = (value: number) => formatFigure(value, 'decimal');
  return [
    '## Out-of-fold figures',
    `Each applicant was scored by models that had not seen the applicant's fold (${protocol.folds.count} folds, ${escapeMarkdown(protocol.folds.rule)}).`,
    markdownTable(
      ['figure', 'value'],
      [
        ['AUC, mean of the folds ± standard error', `${decimal(oof.auc)} ± ${decimal(oof.aucStandardError)}`],
        ['AUC of each fold', oof.foldAuc.map(decimal).join(', ')],
        ['AUC, all folds together', decimal(oof.aucPooled)],
        ['Gini', decimal(oof.gini)],
        ['KS', decimal(oof.ks)],
        ['log-loss', decimal(oof.logLoss)],
        ['Brier', decimal(oof.brier)],
        ['calibration error (ECE), bins of equal size', decimal(oof.ece)],
        ['calibration error (ECE), bins of equal width', decimal(oof.eceEqualWidth)],
        ['expected maximum profit (EMP), share of the amount lent', formatFigure(oof.emp, 'fine')],
      ],
    ),
  ];
}

/** Whether a probability of default means what it says. */
export function calibration({ reliability }: EvaluationReport): string[] {
  const { bins, overall, binsWithinInterval } = reliability;
  const rows = [
    ...bins.map((bin, place) => ({ name: String(place + 1), bin })),
    { name: 'all', bin: overall },
  ];
  return [
    '## Calibration',
    `In ${binsWithinInterval} of ${bins.length} groups of equal size the mean probability of default lies within the 95 % interval of the bad rate.`,
    markdownTable(
      ['group', 'rows', 'mean PD', 'bad rate'],
      rows.map(({ name, bin }) => [
        name,
        formatFigure(bin.count, 'count'),
        formatFigure(bin.pdMean, 'share'),
        intervalText(bin.badRate, 'share'),
      ]),
    ),
  ];
}

/** What other profiles, folds and models would give; nothing where none was asked for. */
export function comparisons(report: EvaluationReport): string[] {
  const { oof } = report;
  const decimal = (value: number) => formatFigure(value, 'decimal');
  const tables = comparisonsByKind(report).flatMap(({ kind, of }) => [
    `### ${comparisonHeadings[kind]}`,
    markdownTable(
      ['', 'AUC', 'difference', 'KS', 'difference', 'EMP', 'difference'],
      [
        ['main model', decimal(oof.auc), null, decimal(oof.ks), null, formatFigure(oof.emp, 'fine'), null],
        ...of.map((one) => [
          one.label,
          decimal(one.oof.auc),
          aucDifferenceText(one),
          decimal(one.oof.ks),
          signedFigure(one.ksDifference, 'decimal'),
          formatFigure(one.oof.emp, 'fine'),
          signedFigure(one.empDifference, 'fine'),
        ]),
      ],
    ),
  ]);
  if (tables.length === 0) return [];
  const text =
    'Differences are the comparison minus the main model, fold by fold with one standard error where the folds are the same. Those ' +
    'of other profiles and of left-out variables are what each restriction costs, in discrimination (AUC, KS) and in profit (EMP).';
  return ['## What other choices give', text, ...tables];
}
