import { parseArgs } from 'node:util';
import { createProcessGroup } from '../../scripts/setup/process-group.mjs';
import { reportFailure } from '../../scripts/setup/setup-error.mjs';

/** Runs scripts as a process group until SIGINT: `run-group.mjs [--kept-after <pause>] <folder> <name>=<script> …`. */
const { values, positionals } = parseArgs({
  options: { 'kept-after': { type: 'string' } },
  allowPositionals: true,
});
const [folder, ...scripts] = positionals;
const firstPauseMs = Number(values['kept-after'] ?? 0);
const group = createProcessGroup({ logsFolder: folder, stopTimeoutMs: 500, firstPauseMs });
for (const script of scripts) {
  const [name, source] = script.split(/=(.*)/s);
  group.start(name, [process.execPath, '--eval', source], { cwd: folder, title: `the ${name}` });
}
if (values['kept-after'] !== undefined) group.keepRunning();
process.on('SIGINT', () => group.stop());
group.failure.catch(reportFailure).then(() => group.stop());
