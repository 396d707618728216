import type { AuditFinding, AuditHead } from '@bora/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { exportTrail } from '../audit/export-trail.ts';
import { parseHead } from '../audit/given-head.ts';
import { type VerifiedTrail, verifyFile } from '../audit/verify-file.ts';
import { verifyRunning } from '../audit/verify-running.ts';
import { readConfig } from '../config.ts';
import { createApiClient } from '../score/api-client.ts';
import { findApi } from '../score/api-target.ts';
import { CliError } from '../terminal/cli-error.ts';
import { formatCount } from '../terminal/figures.ts';
import { note, say, sayJson, type Terminal } from '../terminal/terminal.ts';

const Options = z.object({
  url: z.string().optional(),
  head: z.string().transform(parseHead).optional(),
  out: z.string().optional(),
  json: z.boolean().default(false),
});
const urlOption = ['--url <url>', 'address of the api (default: BORA_URL, else npm start)'] as const;
const jsonOption = ['--json', 'one JSON document on standard output'] as const;

export function addAuditCommand(program: Command, terminal: Terminal): void {
  const audit = program
    .command('audit')
    .summary('verify and export the trail of who did what')
    .description('The audit trail: a chain of entries, each of which holds the hash of the one before.');
  const client = async (url: string | undefined) => {
    const config = readConfig(terminal.environment);
    return createApiClient(await findApi(url ?? config.BORA_URL, config));
  };

  audit
    .command('verify')
    .description(
      'Verifies the trail of a running api, or an exported file without one. Finds entries that were changed,\n' +
        'removed, inserted or moved, and a tail that was cut off. That the whole trail was made anew, or set back\n' +
        'to an earlier state, only a head shows that was kept elsewhere: give it with --head.',
    )
    .argument('[file]', 'an exported trail')
    .option('--head <sequence:hash>', 'a head that was kept elsewhere, as export prints it')
    .option(...urlOption)
    .option(...jsonOption)
    .addHelpText(
      'after',
      '\nExample:\n  bora audit verify\n  bora audit verify audit.ndjson --head 1234:9f86d0…',
    )
    .action(async (file: string | undefined, given: unknown) => {
      const { url, head, json } = Options.parse(given);
      const result = file
        ? await verifyFile(terminal, file, head)
        : await verifyRunning(terminal, await client(url), head);
      if (json) sayJson(terminal, result);
      else sayResult(terminal, result);
      if (result.findings.length > 0) throw new CliError('The audit trail is not whole.');
    });

  audit
    .command('export')
    .description(
      'Writes the whole trail, one entry a line, and says its head: keep that where nobody here can write.',
    )
    .requiredOption('--out <file>', 'where to write')
    .option(...urlOption)
    .option(...jsonOption)
    .addHelpText('after', '\nExample:\n  bora audit export --out audit.ndjson')
    .action(async (given: unknown) => {
      const { url, out, json } = Options.parse(given);
      const head = await exportTrail(terminal, await client(url), out!);
      if (json) return sayJson(terminal, { head, out });
      say(terminal, `${formatCount(head.sequence)} entries are in ${out}\nhead ${headText(head)}`);
      note(terminal, 'Keep the head elsewhere: it proves that nothing before it was made anew.');
    });
}

function sayResult(terminal: Terminal, { verified, head, findings }: VerifiedTrail): void {
  say(terminal, `${formatCount(verified)} entries verified\nhead ${headText(head)}`);
  for (const finding of findings) say(terminal, findingText(finding));
  if (findings.length === 0) say(terminal, 'The audit trail is whole.');
}

function headText({ sequence, hash }: AuditHead): string {
  return `${sequence}:${hash}`;
}

function findingText({ kind, text }: AuditFinding): string {
  return `${kind}: ${text}`;
}
