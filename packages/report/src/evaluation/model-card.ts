import type { EvaluationReport } from '@bora/contracts';
import { formatFigure } from '../figure-format.ts';
import { calibration, comparisons, figures } from './card-figures.ts';
import { drift, fairness, variables } from './card-populations.ts';
import { escapeMarkdown, markdownTable } from './markdown.ts';
import { protocolRows } from './protocol-section.ts';

/** The model card in Markdown, from the report of an evaluation alone, so that the two cannot disagree. */
export function renderModelCard(report: EvaluationReport): string {
  const parts = [
    `# Model card: ${escapeMarkdown(report.protocol.schema)}, ${report.protocol.kind} under the profile \`${report.protocol.profile}\``,
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
    `It need not be the model that serves: one trained under another profile treats groups otherwise, sometimes the other way ` +
      'round, and has an evaluation of its own, shown on its page.',
    '## Intended use',
    'To rank applications by their probability of default and to give the reasons, so that a person or a policy decides. It is ' +
      'meant for applicants like those that it was trained on, at the lender whose applicants they were. It is not meant to decide ' +
      'alone, to set prices, or for other products, countries or times without being measured there first. Nothing here is legal ' +
      'advice: a compliance profile says which variables were left out, not that a model is lawful or fair.',
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
