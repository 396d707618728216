import { type Application, ApplicationSchema, ComplianceProfile, type ProfileId } from '@bora/contracts';
import { applicantsFromJson } from '@bora/features';
import { seededRandom } from '@bora/random';
import type { LabelledApplicants } from '../src/training/labelled-applicants.ts';

export const shipSchema = ApplicationSchema.parse({
  id: 'ship-loans',
  version: 3,
  title: 'Loans on ships',
  description: 'Invented.',
  file: { delimiter: ',', header: true, quote: '"', missing: [] },
  groups: [{ id: 'all', label: 'All' }],
  variables: [
    { name: 'register', label: 'Register', group: 'all', kind: 'id', position: 1 },
    { name: 'hull', label: 'Hull', group: 'all', kind: 'number', position: 2, reason: 'Length of the hull' },
    {
      name: 'rig',
      label: 'Rig',
      group: 'all',
      kind: 'category',
      position: 3,
      values: { S: 'sloop', K: 'ketch', J: 'junk' },
      sensitive: 'sex',
      reason: 'Rig',
    },
    { name: 'harbour', label: 'Harbour', group: 'all', kind: 'place', position: 4, reason: 'Harbour' },
    {
      name: 'insured',
      label: 'Insured',
      group: 'all',
      kind: 'flag',
      position: 5,
      yes: ['Y'],
      no: ['N'],
      reason: 'Insurance',
    },
    { name: 'sank', label: 'Sank', group: 'all', kind: 'label', position: 6, yes: ['1'], no: ['0'] },
  ],
  derived: [
    { name: 'hull', kind: 'number', of: 'hull', scale: 'log1p', speaksFor: 'hull' },
    {
      name: 'hull-segments',
      kind: 'piecewise-linear',
      of: 'hull',
      scale: 'identity',
      knots: 5,
      speaksFor: 'hull',
    },
    { name: 'rig', kind: 'one-hot', of: ['rig'], minimumRows: 15, speaksFor: 'rig' },
    { name: 'insured', kind: 'flag', of: 'insured', speaksFor: 'insured' },
    { name: 'harbour-rate', kind: 'target-rate', chain: [['harbour']], smoothing: 20, speaksFor: 'harbour' },
    {
      name: 'harbour-vector',
      kind: 'embedding',
      of: ['harbour'],
      dimensions: 2,
      minimumRows: 15,
      speaksFor: 'harbour',
    },
  ],
});

export const shipProfiles = [profileOf('none', []), profileOf('br', ['sex'])] as const;

/** Ships whose loans go bad for short hulls, for junks, and in every third harbour; harbour `h<row>` is rare. */
export function inventedShips(count: number, seed = 1): LabelledApplicants {
  const random = seededRandom(seed, 0);
  const bad = new Uint8Array(count);
  const applications = Array.from({ length: count }, (_, row): Application => {
    const hull = Math.round(5 + 40 * random.uniform());
    const rig = ['S', 'K', 'J'][Math.floor(3 * random.uniform())]!;
    const harbour = Math.floor(20 * random.uniform());
    const logit = 0.5 - 0.08 * hull + (rig === 'J' ? 1 : 0) + (harbour % 3 === 0 ? 1 : 0);
    bad[row] = random.uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    return {
      register: `ship-${row}`,
      hull: random.uniform() < 0.05 ? null : hull,
      rig,
      harbour: random.uniform() < 0.05 ? `rare-${row}` : `h${harbour}`,
      insured: random.uniform() < 0.5,
    };
  });
  return { table: applicantsFromJson(applications, shipSchema), bad };
}

function profileOf(id: ProfileId, forbids: ComplianceProfile['forbids']): ComplianceProfile {
  return ComplianceProfile.parse({ id, title: id, forbids, why: 'Invented.' });
}
