import type { EvaluationReport } from '@bora/contracts';
import { formatFigure } from '../figure-format.ts';
import {
  aucDifferenceText,
  comparisonHeadings,
  comparisonsByKind,
  signedFigure,
} from './comparisons-section.ts';
import { byPsi } from './drift-section.ts';
import { intervalText } from './fairness-section.ts';
import { escapeMarkdown, markdownTable } from './markdown.ts';
import { protocolRows } from './protocol-section.ts';

const mostVariables = 10;
const mostDrifted = 8;

/** The model card in Markdown, from the report of an evaluation alone, so that the two cannot disagree. */
export function renderModelCard(report: EvaluationReport): string {
  const parts = [
    `# Model card: ${escapeMarkdown(report.protocol.schema)}`,
    ...intendedUse(report),
    ...figures(report),
    ...calibration(report),
    ...comparisons(report),
    ...variables(report),
    ...fairness(report),
    ...drift(report),
    ...limits(report),
    ...protocol(report),
  ];
  return `${parts.join('\n\n')}\n`;
}

function intendedUse({ protocol }: EvaluationReport): string[] {
  const { data } = protocol;
  return [
    `Made by \`bora evaluate\` from its report (\`bora-evaluation/1\`): every figure below stands there. It describes models of kind ` +
      `\`${protocol.kind}\` trained under the compliance profile \`${protocol.profile}\` on ${formatFigure(data.rows, 'count')} applicants, ` +
      `${formatFigure(data.bad, 'count')} of them bad (${formatFigure(data.bad / data.rows, 'share')}).`,
    '## Intended use',
    'To rank applications by their probability of default and to give the reasons, so that a person or a policy decides. It is ' +
      'meant for applicants like those that it was trained on, at the lender whose applicants they were. It is not meant to decide ' +
      'alone, to set prices, or for other products, countries or times without being measured there first. Nothing here is legal ' +
      'advice: a compliance profile says which variables were left out, not that a model is lawful or fair.',
  ];
}

function figures({ oof, protocol }: EvaluationReport): string[] {
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

function calibration({ reliability }: EvaluationReport): string[] {
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

function comparisons(report: EvaluationReport): string[] {
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

function variables({ informationValues }: EvaluationReport): string[] {
  const sorted = informationValues
    .toSorted((left, right) => right.value - left.value)
    .slice(0, mostVariables);
  if (sorted.length === 0) return [];
  return [
    '## Variables',
    'The most informative variables by themselves, whether or not the profile allows them.',
    markdownTable(
      ['variable', 'information value'],
      sorted.map(({ label, value }) => [label, formatFigure(value, 'decimal')]),
    ),
  ];
}

function fairness({ fairness: { approvalRate, groups, minimumRows } }: EvaluationReport): string[] {
  if (groups.length === 0) return [];
  return [
    '## Groups of people',
    `If the ${formatFigure(approvalRate, 'share')} of applicants with the lowest probability of default were approved; groups of at least ` +
      `${formatFigure(minimumRows, 'count')} rows, 95 % intervals by bootstrap. The adverse impact ratio is a group's approval rate over that ` +
      'of everybody else with a known value.',
    markdownTable(
      [
        'group',
        'rows',
        'bad rate',
        'approval rate',
        'bad rate of the approved',
        'AUC',
        'adverse impact ratio',
      ],
      groups.map((group) => [
        `${group.label}: ${group.group}`,
        formatFigure(group.rows, 'count'),
        formatFigure(group.badRate.value, 'share'),
        formatFigure(group.approvalRate.value, 'share'),
        group.badRateOfApproved && formatFigure(group.badRateOfApproved.value, 'share'),
        intervalText(group.auc, 'decimal'),
        intervalText(group.adverseImpactRatio, 'decimal'),
      ]),
    ),
  ];
}

function drift({ drift: files }: EvaluationReport): string[] {
  if (files.length === 0) return [];
  const tables = files.flatMap((file) => [
    `### ${escapeMarkdown(file.file)}`,
    `${formatFigure(file.rows, 'count')} rows; PSI of the score ${formatFigure(file.scorePsi, 'decimal')}. The most drifted variables:`,
    markdownTable(
      ['variable', 'PSI', 'finding'],
      byPsi(file)
        .slice(0, mostDrifted)
        .map(({ label, psi, finding }) => [label, formatFigure(psi, 'decimal'), finding]),
    ),
  ]);
  return [
    '## Drift',
    'Other files against the training data, by the population stability index (PSI).',
    ...tables,
  ];
}

function limits({ drift: files, protocol, comparisons: others }: EvaluationReport): string[] {
  const lines = [
    'The figures are of past applicants whose outcome is known; those whom the lender turned down are not among them.',
    'A random hold-out says nothing of later times: a later or different population is scored worse.',
    ...(others.some(({ kind }) => kind === 'folds')
      ? [
          'Where whole places or blocks were held out (see the other folds above), places that the model never saw are scored less well.',
        ]
      : []),
    ...(files.length > 0
      ? [
          'Other files differ from the training data as the drift above says: what is broken there is to be mended before it is scored.',
        ]
      : []),
    `Leaving out what the profile \`${protocol.profile}\` forbids leaves variables that go along with it.`,
    'Intervals of groups are wide where groups are small.',
  ];
  return ['## Limits', lines.map((line) => `- ${line}`).join('\n')];
}

function protocol(report: EvaluationReport): string[] {
  return ['## Protocol', markdownTable(['', ''], protocolRows(report.protocol))];
}
