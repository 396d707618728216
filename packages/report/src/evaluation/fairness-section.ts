import { type EvaluationReport, type FairnessGroup, fourFifths, type Interval } from '@bora/contracts';
import type { Chart, Mark } from '../chart/chart.ts';
import { intervalChart } from '../chart/interval-chart.ts';
import { type FigureFormat, formatFigure } from '../figure-format.ts';
import type { Section } from '../page/page.ts';

/** Outcomes of groups of people under one approval rate. */
export function fairnessSection({ fairness }: EvaluationReport): Section {
  const { approvalRate, bootstrap, groups, minimumRows } = fairness;
  return {
    heading: 'Groups of people',
    text: [
      `If the ${formatFigure(approvalRate, 'share')} of applicants with the lowest probability of default were approved. ` +
        `Groups of at least ${formatFigure(minimumRows, 'count')} rows; intervals of 95 % by ${formatFigure(bootstrap.samples, 'count')} bootstrap samples ` +
        `(seed ${bootstrap.seed}). The adverse impact ratio is a group's approval rate over that of everybody else with a known value; ` +
        'below 0.8 it deserves a reason (the four fifths are a rule of thumb, not a limit of credit law).',
      'That a model leaves a variable out does not make it fair to the groups that the variable names. Nothing here is legal advice.',
    ],
    charts: [
      ...groupChart(groups, 'Approval rate', ({ approvalRate: rate }) => rate, 'share', [
        { x: approvalRate, label: 'all' },
      ]),
      ...groupChart(
        groups,
        'Adverse impact ratio',
        ({ adverseImpactRatio }) => adverseImpactRatio,
        'decimal',
        [{ x: fourFifths, label: '0.8' }, { x: 1 }],
      ),
      ...groupChart(
        groups,
        'Bad rate of the approved',
        ({ badRateOfApproved }) => badRateOfApproved,
        'share',
      ),
      ...groupChart(groups, 'AUC within the group', ({ auc }) => auc, 'decimal'),
    ],
    tables: [
      {
        caption: 'Groups, with the ends of their intervals',
        columns: [
          { heading: 'By', format: 'text' },
          { heading: 'Group', format: 'text' },
          { heading: 'Rows', format: 'count' },
          { heading: 'Bad rate', format: 'share' },
          { heading: 'Approval rate', format: 'share' },
          { heading: 'Bad rate of the approved', format: 'share' },
          { heading: 'AUC', format: 'decimal' },
          { heading: 'Adverse impact ratio', format: 'decimal' },
        ],
        rows: groups.map((group) => [
          group.label,
          group.group,
          group.rows,
          intervalText(group.badRate, 'share'),
          intervalText(group.approvalRate, 'share'),
          intervalText(group.badRateOfApproved, 'share'),
          intervalText(group.auc, 'decimal'),
          intervalText(group.adverseImpactRatio, 'decimal'),
        ]),
      },
    ],
  };
}

/** `0.9100 (0.8500 to 0.9800)`, `12.3 % (11.0 to 13.7)`. */
export function intervalText(interval: Interval | null, format: FigureFormat): string | null {
  if (interval === null) return null;
  const [low, high] = [interval.low, interval.high].map((end) => formatFigure(end, format).replace(' %', ''));
  return `${formatFigure(interval.value, format)} (${low} to ${high})`;
}

function groupChart(
  groups: readonly FairnessGroup[],
  title: string,
  figureOf: (group: FairnessGroup) => Interval | null,
  format: FigureFormat,
  marks: readonly Mark[] = [],
): Chart[] {
  const rows = groups.flatMap((group) => {
    const figure = figureOf(group);
    return figure === null ? [] : [{ label: group.group, group: group.label, ...figure }];
  });
  if (rows.length === 0) return [];
  const description = `${title} of each group with its 95 % interval.`;
  return [
    intervalChart({
      title,
      description,
      value: { label: title.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase()), format },
      rows,
      marks,
    }),
  ];
}
