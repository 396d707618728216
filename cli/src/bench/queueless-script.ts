import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { type Reject, type ScoreRecord, scoreColumns, warningsOf } from '@bora/contracts';
import { type ApplicantTable, csvField, parseApplicants } from '@bora/features';
import { scoreApplicants } from '@bora/model';
import { cutFile } from './file-chunks.ts';
import type { LoadedModel } from './loaded-model.ts';

/**
 * What somebody would write who needs no queue: reads a file, parses, encodes, predicts, explains and writes scores
 * and rejects, in one process, with the functions and the chunk size of the platform.
 */
export async function scoreWithoutQueue(
  loaded: LoadedModel,
  file: string,
  out: { readonly scores: string; readonly rejects: string },
  rowsPerChunk: number,
): Promise<void> {
  const { scorer, decide } = loaded;
  const { layout, chunks } = cutFile(await readFile(file), scorer.schema, rowsPerChunk);
  const scores = createWriteStream(out.scores);
  const rejected = createWriteStream(out.rejects);
  scores.write(`${scoreColumns.join(',')}\n`);
  rejected.write('row,line,code,column,given,allowed\n');
  for (const chunk of chunks) {
    const { table, rejects } = parseApplicants(chunk.bytes, layout, scorer.schema, chunk);
    scores.write(scoreLines(loaded, table, scoreApplicants(scorer, decide, table)));
    if (rejects.length > 0) rejected.write(rejects.map(rejectLine).join(''));
  }
  scores.end();
  rejected.end();
  await Promise.all([finished(scores), finished(rejected)]);
}

function scoreLines(
  { scorer, model, policy }: LoadedModel,
  table: ApplicantTable,
  records: readonly ScoreRecord[],
): string {
  const versions = `${model.name}/${model.version},${policy.name}/${policy.version}`;
  const lines = records.map(({ pd, score, decision, reasons, warningBits }, index) => {
    const texts = reasons.map(({ variable }) => scorer.schema.variables[variable]?.reason ?? '');
    const id = csvField(table.applicantId[index]!);
    const warnings = warningsOf(warningBits).join('; ');
    return `${table.row[index]},${id},${pd},${score},${decision},${csvField(texts.join('; '))},${warnings},${versions},,,,,\n`;
  });
  return lines.join('');
}

function rejectLine({ row, line, code, column, given, allowed }: Reject): string {
  return `${row},${line},${code},${csvField(column ?? '')},${csvField(given ?? '')},${csvField(allowed)}\n`;
}
