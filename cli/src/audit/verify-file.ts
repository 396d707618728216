import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { verifyChain } from '@bora/audit';
import { AuditEntry, AuditExportEnd, type AuditFinding, type AuditHead } from '@bora/contracts';
import { CliError } from '../terminal/cli-error.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';

export interface VerifiedTrail {
  readonly verified: number;
  readonly head: AuditHead;
  readonly findings: readonly AuditFinding[];
}

const longestLine = 4_000_000;

/** Verifies an exported trail without an api, a line at a time. Throws `CliError` where the file is not one. */
export async function verifyFile(
  terminal: Terminal,
  file: string,
  anchor: AuditHead | undefined,
): Promise<VerifiedTrail> {
  const { size } = await stat(file).catch(() => {
    throw new CliError(`There is no file ${file}.`);
  });
  const progress = startProgress(terminal, { label: 'Verifying', total: size, unit: 'bytes' });
  const chain = verifyChain();
  const lines = createInterface({ input: createReadStream(file, { signal: terminal.signal }) });
  let bytes = 0;
  let number = 0;
  let end: AuditHead | undefined;
  let anchored: string | undefined;
  try {
    for await (const line of lines) {
      number += 1;
      bytes += Buffer.byteLength(line) + 1;
      progress.update(bytes);
      if (end) throw new CliError(`Line ${number} of ${file} stands behind the end of the trail.`);
      const read = parseLine(line, number, file);
      if ('head' in read) end = read.head;
      else {
        chain.add(read);
        if (read.sequence === anchor?.sequence) anchored = read.hash;
      }
    }
  } finally {
    progress.stop();
    lines.close();
  }
  const head = end ?? chain.last;
  chain.end(head);
  return {
    verified: chain.verified,
    head,
    findings: [
      ...chain.findings,
      ...(end ? [] : [cutOff(chain.last)]),
      ...(anchor && anchored !== anchor.hash ? [notAnchored(anchor)] : []),
    ],
  };
}

function parseLine(line: string, number: number, file: string): AuditEntry | { head: AuditHead } {
  let value: unknown;
  try {
    value = line.length > longestLine ? undefined : JSON.parse(line);
  } catch {
    value = undefined;
  }
  const end = AuditExportEnd.safeParse(value);
  if (end.success) return end.data;
  const entry = AuditEntry.safeParse(value);
  if (entry.success) return entry.data;
  throw new CliError(
    `Line ${number} of ${file} is not an entry of an audit trail: the file is damaged or another one.`,
  );
}

function cutOff(last: AuditHead): AuditFinding {
  const text = `The file ends behind entry ${last.sequence} without the line that ends every export.`;
  return { kind: 'cut-off', sequence: last.sequence + 1, text };
}

function notAnchored({ sequence }: AuditHead): AuditFinding {
  const text = `Entry ${sequence} is not the one of --head: the trail was made anew or set back since.`;
  return { kind: 'anchor-differs', sequence, text };
}
