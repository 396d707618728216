import { createProcessGroup } from '../../scripts/setup/process-group.mjs';
import { reportFailure } from '../../scripts/setup/setup-error.mjs';

/** Runs scripts as a process group until SIGINT: `run-group.mjs <folder> <name>=<script> …`. */
const [folder, ...scripts] = process.argv.slice(2);
const group = createProcessGroup({ logsFolder: folder, stopTimeoutMs: 500 });
for (const script of scripts) {
  const [name, source] = script.split(/=(.*)/s);
  group.start(name, [process.execPath, '--eval', source], { cwd: folder });
}
process.on('SIGINT', () => group.stop());
group.failure.catch(reportFailure).then(group.stop);
