import type { DriftFinding } from '@bora/drift';
import { formatCount } from '../terminal/figures.ts';
import { textTable } from '../terminal/table.ts';
import type { FileDrift } from './measure-drift.ts';
import { whatArrivedOtherwise } from './what-arrived-otherwise.ts';

/** The report for people: what broke, what moved, and the score. */
export function driftTable(report: FileDrift): string {
  const { model, rows, rejected, trainingRows, seenInTraining, broken, moved, variables, thresholds } =
    report;
  const rejects = rejected > 0 ? `, ${formatCount(rejected)} rows are no applicants and were left out` : '';
  const seen = seenInTraining > 0 ? `; ${formatCount(seenInTraining)} of them it was trained on` : '';
  const found = new Set([...broken, ...moved].flatMap(({ variable }) => variable ?? []));
  const sections = [
    `${formatCount(rows)} applicants${rejects}, against the ${formatCount(trainingRows)} of ${model.name}/${model.version}${seen}`,
    section(
      'Broken encodings and changed collection',
      broken,
      'Nothing is encoded otherwise than in training.',
    ),
    section(
      'Moved populations',
      moved,
      'The applicants are those of training, as far as these figures tell.',
    ),
    `${scoreLine(report)}\n${variables.length - found.size} of ${variables.length} variables have no finding. ` +
      `Marks: PSI ${thresholds.moderatePsi} and ${thresholds.largePsi}, and beyond chance at a false alarm rate of ` +
      `${thresholds.falseAlarmRate} for the whole report.`,
    ...report.limits,
  ];
  return sections.join('\n\n');
}

function section(title: string, findings: readonly DriftFinding[], nothing: string): string {
  if (findings.length === 0) return `${title}: none\n${nothing}`;
  const lines = findings.map(({ severity, label, kind, modelReads, sentence }) => [
    severity,
    label,
    kind,
    modelReads ? '' : 'not read by the model',
    sentence,
  ]);
  return `${title}: ${findings.length}\n${textTable(['', 'variable', 'finding', '', ''], lines)}`;
}

function scoreLine({ score, broken, moved, thresholds }: FileDrift): string {
  if (!score) return 'Score: nothing to compare.';
  const { psi, expected, critical } = score;
  const line = `Score: PSI ${psi.toFixed(4)} (by chance ${expected.toFixed(4)}, at most ${critical.toFixed(4)}).`;
  const otherwise = psi < thresholds.moderatePsi ? whatArrivedOtherwise(broken, moved) : null;
  return otherwise ? `${line}\nThat is no all-clear. ${otherwise}` : line;
}
