import { type FairnessGroup, fourFifths, type Interval } from '@bora/contracts';
import { useState } from 'react';
import { Choice } from '../../shared/controls/fields.tsx';
import { type PlainColumn, PlainTable } from '../../shared/plain-table.tsx';
import { sayCount, sayRatio, sayShare } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.modelEvaluation;

const figure =
  (read: (group: FairnessGroup) => Interval | null, say: (value: number) => string) =>
  (group: FairnessGroup) => <Figure interval={read(group)} say={say} />;

const columns: readonly PlainColumn<FairnessGroup>[] = [
  { name: said.rows, look: 'number', cell: ({ rows }) => sayCount(rows) },
  { name: said.badRate, look: 'number', cell: figure(({ badRate }) => badRate, sayShare) },
  { name: said.approvalRate, look: 'number', cell: figure(({ approvalRate }) => approvalRate, sayShare) },
  {
    name: said.badRateOfApproved,
    look: 'number',
    cell: figure(({ badRateOfApproved }) => badRateOfApproved, sayShare),
  },
  { name: said.auc, look: 'number', cell: figure(({ auc }) => auc, sayRatio) },
  {
    name: said.adverseImpactRatio,
    look: 'number',
    cell: (group) => (
      <>
        <Figure interval={group.adverseImpactRatio} say={sayRatio} />
        {isAdverse(group) && <strong className="block text-decline">{said.belowFourFifths}</strong>}
      </>
    ),
  },
];

/** Outcomes of the groups of people that one sensitive variable makes, or all of them. */
export function FairnessTable({ groups }: { groups: readonly FairnessGroup[] }) {
  const variables = new Map(groups.map(({ variable, label }) => [variable, label]));
  const [chosen, setChosen] = useState(groups[0]?.variable ?? '');
  if (groups.length === 0) return <p className="text-soft">{said.noGroups}</p>;
  const nameOf = ({ label, group }: FairnessGroup) => (chosen === '' ? said.groupOf(label, group) : group);
  return (
    <>
      <div className="mb-3 max-w-96">
        <Choice
          label={said.groupsBy}
          value={chosen}
          emptyText={said.allGroups}
          options={[...variables].map(([name, label]) => [
            name,
            said.groupsByOption(label, adverseOf(groups, name)),
          ])}
          onChange={setChosen}
        />
      </div>
      <PlainTable
        label={said.fairness}
        columns={[{ name: said.group, look: 'name', cell: nameOf }, ...columns]}
        rows={groups.filter(({ variable }) => chosen === '' || variable === chosen)}
        keyOf={({ variable, group }) => `${variable} ${group}`}
      />
    </>
  );
}

function adverseOf(groups: readonly FairnessGroup[], variable: string): number {
  return groups.filter((group) => group.variable === variable && isAdverse(group)).length;
}

function isAdverse({ adverseImpactRatio }: FairnessGroup): boolean {
  return adverseImpactRatio !== null && adverseImpactRatio.value < fourFifths;
}

function Figure({ interval, say }: { interval: Interval | null; say(value: number): string }) {
  if (interval === null) return texts.none;
  return (
    <>
      {say(interval.value)}
      <span className="block text-sm text-soft">{said.between(say(interval.low), say(interval.high))}</span>
    </>
  );
}
