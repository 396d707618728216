import { AuditExportEnd, type AuditHead } from '@bora/contracts';
import { writeCompleteFile } from '../files/complete-file.ts';
import type { ApiClient } from '../score/api-client.ts';
import { CliError } from '../terminal/cli-error.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { verificationOf } from './verify-running.ts';

const newline = 10;

/** Writes the trail to a file, whole or not at all. Throws `CliError` where the last line is not a head. */
export async function exportTrail(terminal: Terminal, api: ApiClient, out: string): Promise<AuditHead> {
  const { entries } = await verificationOf(api, { limit: 1 }, terminal.signal);
  const progress = startProgress(terminal, { label: 'Exporting', total: entries, unit: 'entries' });
  let lines = 0;
  let lastLine: Uint8Array = new Uint8Array();
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of api.download('v1/audit/export', terminal.signal)) {
      for (const byte of piece) if (byte === newline) lines += 1;
      lastLine = endOf(lastLine, piece);
      progress.update(lines);
      yield piece;
    }
    headOf(lastLine, out);
  }
  try {
    await writeCompleteFile(out, counted(), terminal.signal);
  } finally {
    progress.stop();
  }
  return headOf(lastLine, out);
}

/** The last line, as far as it has come. */
function endOf(before: Uint8Array, piece: Uint8Array): Uint8Array {
  const all = Buffer.concat([before, piece]);
  const start = all.lastIndexOf(newline, all.length - 2) + 1;
  return all.subarray(start);
}

function headOf(line: Uint8Array, out: string): AuditHead {
  try {
    return AuditExportEnd.parse(JSON.parse(Buffer.from(line).toString())).head;
  } catch {
    throw new CliError(`The trail did not come to its end: ${out} is not written; export it again.`);
  }
}
