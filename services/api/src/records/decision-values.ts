import { type PayloadCipher, payloadContext } from '@bora/batch-store';
import { Application, type DecisionValues } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import type { Kysely, Selectable } from 'kysely';
import { readGivenRow } from '../batches/given-row.ts';
import type { Tables } from '../database/tables.ts';
import { ApiProblem } from '../errors.ts';
import type { ReadScoreTerms } from '../scores/score-terms.ts';
import type { DataKeys } from './data-keys.ts';
import { decisionId } from './decision-key.ts';
import { decisionNotFound, isDecision } from './known-decision.ts';
import { unlessLost } from './lost-keys.ts';
import type { DecisionTable } from './record-tables.ts';

export interface DecisionValuesDependencies {
  readonly query: Kysely<Tables>;
  readonly uploads: ObjectStore;
  readonly cipher: PayloadCipher;
  readonly dataKeys: DataKeys;
  readonly readTerms: ReadScoreTerms;
}

/** What was given for a decision that the caller may look at. Throws `decision-not-found` and `values-gone`. */
export async function readDecisionValues(
  dependencies: DecisionValuesDependencies,
  id: string,
): Promise<DecisionValues> {
  const decision = await dependencies.query
    .selectFrom('decisions')
    .selectAll()
    .where(isDecision(id))
    .executeTakeFirst();
  if (!decision) throw decisionNotFound();
  const isErased = decision.applicant_id === null;
  const values = isErased
    ? null
    : await (decision.row_number === 0 ? ofSingle : ofRow)(dependencies, decision);
  if (!values) throw new ApiProblem('values-gone', 'The values of this decision are no longer kept.');
  return { id: decisionId(decision), schema: decision.schema_id, values };
}

async function ofSingle(
  { dataKeys }: DecisionValuesDependencies,
  { source_id, key_id, sealed_values }: Selectable<DecisionTable>,
): Promise<Application | null> {
  if (!key_id || !sealed_values) return null;
  const key = await unlessLost(dataKeys.byId(key_id));
  if (!key) return null;
  const plain = key.cipher.open(sealed_values, payloadContext.application(source_id));
  return Application.parse(JSON.parse(plain.toString()));
}

async function ofRow(
  { uploads, cipher, readTerms }: DecisionValuesDependencies,
  { source_id, row_number, ...versions }: Selectable<DecisionTable>,
): Promise<Record<string, string> | null> {
  const { schema } = await readTerms(
    { name: versions.model_name, version: versions.model_version },
    { name: versions.policy_name, version: versions.policy_version },
  );
  return readGivenRow(uploads, cipher, schema, source_id, row_number);
}
