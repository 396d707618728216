import { formatFigure, renderPage } from '@bora/report';
import { associationSection } from './association-section.ts';
import type { Exploration } from './exploration.ts';
import { informationSection } from './information-section.ts';
import { qualitySection } from './quality-section.ts';
import { groupSection } from './variable-section.ts';

const count = (value: number) => formatFigure(value, 'count');

/** A page about what a file of applicants holds. */
export function renderExplorationPage(exploration: Exploration): string {
  const { file, schema, rows, outcome } = exploration;
  const groups = [...new Set(exploration.variables.map(({ group }) => group))];
  return renderPage({
    title: `What ${file.name} holds`,
    lead: `${count(rows)} applicants, read by the schema ${schema.id} (${schema.title}). ${outcomeSentence(outcome)}`,
    facts: [
      { label: 'Applicants', value: count(rows) },
      { label: 'Rejected rows', value: count(sum(exploration.rejects)) },
      { label: 'Variables', value: count(exploration.variables.length) },
      {
        label: 'Constant',
        value: count(exploration.variables.filter(({ isConstant }) => isConstant).length),
      },
      { label: 'Duplicates', value: count(exploration.duplicates.length) },
      ...(outcome ? [{ label: 'Bad', value: formatFigure(outcome.badRate.value, 'share') }] : []),
    ],
    sections: [
      qualitySection(exploration),
      ...informationSection(exploration),
      ...groups.map((group) => groupSection(group, exploration)),
      ...associationSection(exploration),
    ],
    footer: `Made by bora eda. sha256 of the file: ${file.sha256}. Levels of fewer than 15 rows are shown together.`,
  });
}

function outcomeSentence(outcome: Exploration['outcome']): string {
  if (!outcome) return 'It says nothing of what became of them.';
  const { value, low, high } = outcome.badRate;
  const unknown = outcome.unknown > 0 ? ` Of ${count(outcome.unknown)} the outcome is unknown.` : '';
  return `${count(outcome.bad)} turned out bad: ${formatFigure(value, 'share')} (95 % interval ${formatFigure(low, 'share')} to ${formatFigure(high, 'share')}).${unknown}`;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, value) => total + value, 0);
}
