import { abortOnSignals } from '../../scripts/setup/interruption.mjs';
import { startOwnRedis } from '../../scripts/setup/own-redis.mjs';
import { createProcessGroup } from '../../scripts/setup/process-group.mjs';
import { ensureRedisServer } from '../../scripts/setup/redis-server.mjs';

/** Runs Bora's own Redis until SIGINT, starts it again when it ends, and prints its URL: `run-redis.mjs <folder>`. */
const [folder] = process.argv.slice(2);
const { signal } = abortOnSignals();
const group = createProcessGroup({ logsFolder: folder, firstPauseMs: 50 });
signal.addEventListener('abort', () => group.stop());
const program = await ensureRedisServer({ logsFolder: folder });
console.log(await startOwnRedis({ program, folder, group, signal }));
group.keepRunning();
