import { type BatchRecord, readAllScores } from '@bora/batch-store';
import { fieldsOf } from '@bora/features';
import {
  batchOf,
  differences,
  type Evidence,
  expectedRows,
  type FoundRow,
  type Invariant,
} from './evidence.ts';

/** Redis, the export and the record hold the same scores: those of the version that the batch names. */
export const rowsOnce: Invariant = {
  name: 'every accepted row is scored exactly once, by the one version that its batch names',
  async check(evidence) {
    const wrong: string[] = [];
    for (const accepted of evidence.ledger.files) {
      const batch = batchOf(evidence, accepted);
      if (!batch) continue;
      const expected = await expectedRows(evidence, accepted, batch);
      const scored = [...expected.values()].filter((must) => !('rejected' in must)).length;
      if (batch.rowsScored !== scored)
        wrong.push(`${accepted.file.key}: ${batch.rowsScored} rows are counted as scored, not ${scored}`);
      const places: Record<string, FoundRow[]> = {
        Redis: await inRedis(evidence, batch),
        'scores.csv': await inExport(evidence, batch),
        'the record': await inRecord(evidence, batch),
      };
      for (const [place, found] of Object.entries(places))
        wrong.push(...differences(`${accepted.file.key} in ${place}`, expected, found));
    }
    return wrong;
  },
};

async function inRedis({ stage }: Evidence, batch: BatchRecord): Promise<FoundRow[]> {
  const rows: FoundRow[] = [];
  for await (const block of readAllScores(stage.direct, batch)) {
    for (const { row, applicantId, record } of block) {
      const { pd, score, decision } = record;
      rows.push({ row, applicantId, pd, score, decision });
    }
  }
  return rows;
}

async function inExport({ client }: Evidence, batch: BatchRecord): Promise<FoundRow[]> {
  const { text } = await client.ask(`/v1/batches/${batch.id}/scores.csv`);
  const version = `${batch.model.name}/${batch.model.version}`;
  const lines = text.trimEnd().split(/\r?\n/).slice(1);
  return lines.map((line) => {
    const [row, applicantId, pd, score, decision, , , model] = fieldsOf(line, ',', '"')!;
    if (model !== version)
      throw new Error(`a row of batch ${batch.id} names ${model}, the batch names ${version}`);
    return {
      row: Number(row),
      applicantId: applicantId!,
      pd: Number(pd),
      score: Number(score),
      decision: decision!,
    };
  });
}

async function inRecord({ stage }: Evidence, { id, model }: BatchRecord): Promise<FoundRow[]> {
  const text = `select row_number as row, applicant_id as "applicantId", pd, score, decision from decisions
    where source_id = $1 and model_name = $2 and model_version = $3`;
  const [all] = await stage.database.ask<{ rows: number }>(
    'select count(*)::int as rows from decisions where source_id = $1',
    [id],
  );
  const rows = await stage.database.ask<FoundRow>(text, [id, model.name, model.version]);
  if (all!.rows !== rows.length) throw new Error(`the record of batch ${id} names more than one version`);
  return rows;
}
