import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { writeCompleteFile } from '../files/complete-file.ts';
import { assertOtherFiles } from '../files/output-file.ts';
import { observedTable } from '../observed/observed-table.ts';
import { wholeNumber } from '../terminal/number-option.ts';
import { say, sayJson, type Terminal } from '../terminal/terminal.ts';
import { addPolicyOptions, policyOptions } from './policy-options.ts';

const Options = z.object({
  economics: z.string(),
  model: z.string().optional(),
  inSample: z.boolean().default(false),
  ...policyOptions,
  seed: z.int(),
  replicates: z.int(),
  out: z.string().optional(),
  json: z.boolean().default(false),
});

export function addObservedCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('observed')
    .summary('count what loans really earned, and what a model would have earned on them')
    .description(
      'Sums the cash flows of closed loans exactly, over all and by group. With a model: what its policy would have\n' +
        "earned, beside the lender's own orders and chance at the same number of loans and at the same amount.\n" +
        'Only loans that were granted have cash flows: nobody knows what the others would have paid.',
    )
    .argument('<file>', 'loans with a header: the columns of the schema, and those that the economics name')
    .requiredOption('--economics <id>', 'id of one in simulation/observed/, or the path of one')
    .option('--model <name[/version]>', 'a model that has not seen these loans')
    .option('--in-sample', 'replay loans that the model was trained on all the same; the output says so');
  addPolicyOptions(command)
    .option('--seed <number>', 'the same seed gives the same intervals', wholeNumber(0), 1)
    .option('--replicates <count>', 'draws of the loans for the intervals', wholeNumber(100), 1000)
    .option('--out <file>', 'also write the report as JSON')
    .option('--json', 'one JSON document on standard output')
    .addHelpText(
      'after',
      '\nExample:\n  bora observed 2011.csv --economics lending-club --model lending-club/20261120-131450-5aa82422',
    )
    .action(async (file: string, given: unknown) => {
      const { out, json, ...options } = Options.parse(given);
      if (out !== undefined) await assertOtherFiles(file, [out]);
      // TensorFlow takes its time to load, which no other command should wait for.
      const { replayRealised } = await import('../observed/realised-replay.ts');
      const config = readConfig(terminal.environment);
      const report = await replayRealised(terminal, config, {
        ...options,
        model: options.model,
        policy: options.policy,
        cutOff: options.cutOff,
        file,
      });
      if (out !== undefined) {
        await mkdir(dirname(out), { recursive: true });
        await writeCompleteFile(out, [`${JSON.stringify(report, null, 2)}\n`], terminal.signal);
      }
      if (json) sayJson(terminal, report);
      else say(terminal, observedTable(report));
    });
}
