import { type Command, Option } from 'commander';
import { z } from 'zod';
import { probability } from '../terminal/number-option.ts';

/** What is asked of the policy of a replay. */
export const policyOptions = { policy: z.string().optional(), cutOff: z.number().optional() };

export function addPolicyOptions(command: Command): Command {
  return command
    .option('--policy <name[/version]>', 'who is approved (default: the live policy)')
    .addOption(
      new Option(
        '--cut-off <pd>',
        'approve below this PD in the place of the cut-offs of the policy',
      ).argParser(probability),
    );
}
