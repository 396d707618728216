import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { withStore } from '../stores.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { addEvaluationCommand } from './models/evaluation.ts';
import { addKeysCommand } from './models/keys.ts';
import { addListCommand } from './models/list.ts';
import type { WithModelStore } from './models/model-store.ts';
import { addPromoteCommand } from './models/promote.ts';
import { addPushCommand } from './models/push.ts';
import { addReasonsCommand } from './models/reasons.ts';
import { addSeedCommand } from './models/seed.ts';
import { addSignCommand } from './models/sign.ts';
import { addVerifyCommand } from './models/verify.ts';

export function addModelsCommand(program: Command, terminal: Terminal): void {
  const models = program
    .command('models')
    .summary('list, store, sign, promote and verify models')
    .description('Looks after the models in MODEL_STORE (a folder or s3://bucket/prefix).')
    .addHelpText(
      'after',
      '\nExample:\n  bora models list\n  bora models promote pakdd2010/20261120-093000-1a2b3c4d',
    );
  const withModelStore: WithModelStore = async (work) => {
    const config = readConfig(terminal.environment);
    return withStore(config.MODEL_STORE, config, (store) => work(store, config));
  };
  addListCommand(models, terminal, withModelStore);
  addPushCommand(models, terminal, withModelStore);
  addPromoteCommand(models, terminal, withModelStore);
  addVerifyCommand(models, terminal, withModelStore);
  addReasonsCommand(models, terminal, withModelStore);
  addEvaluationCommand(models, terminal, withModelStore);
  addSeedCommand(models, terminal, withModelStore);
  addKeysCommand(models, terminal);
  addSignCommand(models, terminal, withModelStore);
}
