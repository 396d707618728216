import type { EvaluationReport } from '@bora/contracts';
import { formatFigure } from '../figure-format.ts';
import { byPsi } from './drift-section.ts';
import { intervalText } from './fairness-section.ts';
import { escapeMarkdown, markdownTable } from './markdown.ts';

const mostVariables = 10;
const mostDrifted = 8;

/** What each variable says by itself. */
export function variables({ informationValues }: EvaluationReport): string[] {
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

/** Outcomes of groups of people; nothing where there are none. */
export function fairness({ fairness: { approvalRate, groups, minimumRows } }: EvaluationReport): string[] {
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

/** How later files differ; nothing where none was given. */
export function drift({ drift: files }: EvaluationReport): string[] {
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
