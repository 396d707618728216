import { type ModelReference, mayRole, Role } from '@bora/contracts';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import type { Principal } from '../people/principal.ts';

const proposalDays = 7;
const promotingRoles = Role.options.filter((role) => mayRole(role, 'model:promote'));

/**
 * Keeps what one person proposes, and lets it pass when another one asks for the same version of the model
 * within seven days, while the first one may still promote: the account is not disabled, and its role not a lesser one.
 *
 * @throws ApiProblem `second-person-needed` after the proposal was kept.
 */
export async function assertSecondPerson(
  query: Kysely<Tables>,
  { name, version }: ModelReference,
  { personId, name: personName }: Principal,
): Promise<void> {
  const proposal = await query
    .selectFrom('promotion_proposals')
    .innerJoin('people', 'people.id', 'promotion_proposals.person_id')
    .select(['model_version', 'person_id'])
    .where('model_name', '=', name)
    .where('disabled_at', 'is', null)
    .where('role', 'in', promotingRoles)
    .where('proposed_at', '>', new Date(Date.now() - proposalDays * 86_400_000))
    .executeTakeFirst();
  if (proposal?.model_version === version && proposal.person_id !== personId) return;
  const proposed = {
    model_version: version,
    person_id: personId,
    person_name: personName,
    proposed_at: new Date(),
  };
  await query
    .insertInto('promotion_proposals')
    .values({ model_name: name, ...proposed })
    .onConflict((conflict) => conflict.column('model_name').doUpdateSet(proposed))
    .execute();
  throw new ApiProblem(
    'second-person-needed',
    'The proposal is kept: the version becomes champion when another person asks for the same within 7 days.',
  );
}

/** After the promotion: the next one begins anew. */
export async function forgetProposal(query: Kysely<Tables>, name: string): Promise<void> {
  await query.deleteFrom('promotion_proposals').where('model_name', '=', name).execute();
}
