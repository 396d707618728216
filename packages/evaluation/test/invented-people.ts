import { ApplicationSchema, ComplianceProfile, type ProfileId } from '@bora/contracts';
import { applicantsFromJson } from '@bora/features';
import { seededRandom } from '@bora/random';

const reason = 'A reason';
const group = 'all';

/** Customers of a bakery. */
export const bakerySchema = ApplicationSchema.parse({
  id: 'bakery',
  version: 1,
  title: 'Bread on credit',
  description: 'Invented.',
  file: { delimiter: ',', header: true, quote: '"', missing: [] },
  groups: [{ id: group, label: 'All' }],
  variables: [
    {
      name: 'beard',
      label: 'Beard',
      group,
      kind: 'flag',
      position: 1,
      yes: ['Y'],
      no: ['N'],
      sensitive: 'sex',
      reason,
    },
    {
      name: 'winters',
      label: 'Winters',
      group,
      kind: 'number',
      position: 2,
      sensitive: 'age',
      bands: [20, 60],
      reason,
    },
    {
      name: 'guild',
      label: 'Guild',
      group,
      kind: 'category',
      position: 3,
      values: { m: 'Millers', s: 'Smiths', w: 'Weavers' },
      sensitive: 'marital-status',
      reason,
    },
    { name: 'coins', label: 'Coins', group, kind: 'number', position: 4, reason },
    { name: 'valley', label: 'Valley', group, kind: 'place', position: 5, reason },
    { name: 'village', label: 'Village', group, kind: 'place', position: 6, reason },
    { name: 'fled', label: 'Fled', group, kind: 'label', position: 7, yes: ['1'], no: ['0'] },
  ],
  derived: [{ name: 'coins', kind: 'number', of: 'coins', scale: 'identity', speaksFor: 'coins' }],
  grouping: ['valley', 'village'],
});

export function profileOf(id: ProfileId, forbids: ComplianceProfile['forbids']): ComplianceProfile {
  return ComplianceProfile.parse({ id, title: id, forbids, why: 'Invented.' });
}

export interface Person {
  readonly beard: boolean | null;
  readonly winters: number | null;
  readonly guild: string | null;
  readonly village: string;
}

/** A table of these people. */
export function tableOf(people: readonly Person[]) {
  return applicantsFromJson(
    people.map((person, index) => ({ ...person, coins: index, valley: 'Long' })),
    bakerySchema,
  );
}

/** People with PDs and outcomes that agree with them; the young have higher PDs. */
export function inventedPeople(count: number, seed = 1) {
  const random = seededRandom(seed, 0);
  const pd = new Float64Array(count);
  const bad = new Uint8Array(count);
  const people = Array.from({ length: count }, (_, index): Person => {
    const winters = Math.floor(10 + 70 * random.uniform());
    pd[index] = Math.min(0.95, 0.05 + 0.5 * random.uniform() + (winters < 20 ? 0.3 : 0));
    bad[index] = random.uniform() < pd[index]! ? 1 : 0;
    return {
      beard: random.uniform() < 0.1 ? null : random.uniform() < 0.5,
      winters,
      guild: ['m', 'm', 'm', 's', 's', 'w'][Math.floor(6 * random.uniform())]!,
      village: `v${Math.floor(40 * random.uniform())}`,
    };
  });
  return { table: tableOf(people), people, pd, bad };
}
