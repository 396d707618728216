import { ConfigError, configExitCode } from '@bora/environment';
import { Command, CommanderError } from 'commander';
import { addAuditCommand } from './commands/audit.ts';
import { addBenchCommand } from './commands/bench.ts';
import { addDataCommand } from './commands/data.ts';
import { addDriftCommand } from './commands/drift.ts';
import { addEdaCommand } from './commands/eda.ts';
import { addEvaluateCommand } from './commands/evaluate.ts';
import { addInitCommand } from './commands/init.ts';
import { addModelsCommand } from './commands/models.ts';
import { addObservedCommand } from './commands/observed.ts';
import { addPeopleCommand } from './commands/people.ts';
import { addScoreCommand } from './commands/score.ts';
import { addSegmentCommand } from './commands/segment.ts';
import { addSimulateCommand } from './commands/simulate.ts';
import { addSynthCommand } from './commands/synth.ts';
import { addTrainCommand } from './commands/train.ts';
import { describeFailure } from './terminal/describe-failure.ts';
import { note, type Terminal } from './terminal/terminal.ts';

/** What the shell sees after Ctrl-C. */
const interruptedExitCode = 130;

/** Runs `bora` with its arguments and answers the exit code; everything that is said goes to the terminal. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (terminal.signal.aborted) {
      note(terminal, 'Stopped.');
      return interruptedExitCode;
    }
    // Commander has said it already.
    if (error instanceof CommanderError) return error.exitCode;
    note(terminal, describeFailure(error));
    return error instanceof ConfigError ? configExitCode : 1;
  }
}

/** All commands with their options. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('bora')
    .description('Scores credit applications, and trains, checks and looks after the models that do.')
    .exitOverride()
    // Options belong to the command that they stand behind.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .showHelpAfterError('(see --help)');
  addScoreCommand(program, terminal);
  addTrainCommand(program, terminal);
  addEvaluateCommand(program, terminal);
  addSimulateCommand(program, terminal);
  addObservedCommand(program, terminal);
  addDriftCommand(program, terminal);
  addEdaCommand(program, terminal);
  addModelsCommand(program, terminal);
  addDataCommand(program, terminal);
  addSegmentCommand(program, terminal);
  addSynthCommand(program, terminal);
  addAuditCommand(program, terminal);
  addBenchCommand(program, terminal);
  addPeopleCommand(program, terminal);
  addInitCommand(program, terminal);
  return program;
}
