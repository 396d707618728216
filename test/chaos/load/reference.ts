import { readBundle, readPolicy, requirementOf } from '@bora/bundle';
import type { ModelReference, PolicyReference, ScoreRecord } from '@bora/contracts';
import { compilePolicy } from '@bora/decision';
import { openApplicantFile, parseApplicants } from '@bora/features';
import { loadScorer, scoreApplicants, selectBackend } from '@bora/model';
import { servingProfile } from '../stage/model-versions.ts';
import { openStore, type Stores } from '../stage/stores.ts';
import { type ApplicantPool, fileOf } from './applicant-pool.ts';

/** What one applicant of a pool must get: a score, or the code of why it is rejected. */
export type Expected =
  | (Pick<ScoreRecord, 'pd' | 'score' | 'decision'> & { readonly applicantId: string })
  | { readonly rejected: string };

/** The scores that the same functions give without a queue, and without anything that disturbs them. */
export interface Reference {
  of(pool: ApplicantPool, model: ModelReference, policy: PolicyReference): Promise<readonly Expected[]>;
}

const rowsAtOnce = 2_000;

/** Versions never change, so that what was reckoned for one run holds for the next. */
export function createReference(): { in(stores: Stores): Reference } {
  const known = new Map<string, Promise<readonly Expected[]>>();
  return {
    in: (stores) => ({
      of(pool, model, policy) {
        const key = [pool.name, model.name, model.version, policy.name, policy.version].join(' ');
        const expected = known.get(key) ?? score(stores, pool, model, policy);
        known.set(key, expected);
        return expected;
      },
    }),
  };
}

async function score(
  stores: Stores,
  pool: ApplicantPool,
  model: ModelReference,
  policyReference: PolicyReference,
): Promise<Expected[]> {
  await selectBackend('wasm');
  const [models, policies] = [openStore(stores, stores.models), openStore(stores, stores.policies)];
  try {
    const scorer = await loadScorer(await readBundle(models, model, await requirementOf(servingProfile)));
    const policy = compilePolicy(await readPolicy(policies, policyReference), pool.schema);
    const { layout, firstLine } = openApplicantFile(fileOf(pool, pool.lines), pool.schema);
    const expected = new Array<Expected>(pool.lines.length);
    for (let from = 0; from < pool.lines.length; from += rowsAtOnce) {
      const lines = pool.lines.slice(from, from + rowsAtOnce);
      const bytes = Buffer.from(`${lines.join('\n')}\n`, 'latin1');
      const place = { firstRow: from + 1, firstLine: firstLine + from };
      const { table, rejects } = parseApplicants(bytes, layout, pool.schema, place);
      for (const { row, code } of rejects) expected[row - 1] = { rejected: code };
      for (const [index, { pd, score, decision }] of scoreApplicants(scorer, policy, table).entries()) {
        const applicantId = table.applicantId[index]!;
        expected[table.row[index]! - 1] = { applicantId, pd, score, decision };
      }
    }
    scorer.dispose();
    return expected;
  } finally {
    await Promise.all([models.close(), policies.close()]);
  }
}
