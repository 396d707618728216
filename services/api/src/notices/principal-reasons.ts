import type { ReasonWording, RecordedDecision } from '@bora/contracts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { keyOf } from '../records/decision-key.ts';
import { readOverrideReasons } from '../workflow/override-reasons.ts';
import { isAbout } from '../workflow/read-work.ts';

/**
 * Why it was declined, in the words of the wording where it knows a code: where a person declined, that person's reason;
 * else what the policy and the model found. A rule of a policy is said as its author wrote it.
 *
 * @param until overrides that came later are left out.
 */
export async function principalReasons(
  query: Kysely<Tables>,
  decision: RecordedDecision,
  wording: ReasonWording | undefined,
  until = new Date(),
): Promise<string[]> {
  const found = [
    ...(decision.policyReason ? [decision.policyReason.text] : []),
    ...decision.reasons.map(({ code, text }) => wording?.reasons[code] ?? text),
  ];
  const standing = await query
    .selectFrom('overrides')
    .select(['decision', 'reason'])
    .where(isAbout(keyOf(decision)))
    .where('state', '=', 'stands')
    .where(sql<boolean>`coalesce(settled_at, made_at) <= ${until}`)
    .orderBy(sql`coalesce(settled_at, made_at)`, 'desc')
    .limit(1)
    .executeTakeFirst();
  if (standing?.decision !== 'decline' || standing.reason === 'model-upheld') return found;
  const reasons = await readOverrideReasons();
  const own = reasons.find(({ code }) => code === standing.reason);
  return own ? [wording?.overrides[own.code] ?? own.text] : found;
}
