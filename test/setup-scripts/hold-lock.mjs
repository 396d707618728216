import { waitForLock } from '../../scripts/setup/exclusive-lock.mjs';

/** Takes a lock, says so, and holds it until it is killed: `hold-lock.mjs <path>`. */
await waitForLock(process.argv[2], { onWait: () => console.log('waiting') });
console.log('holding');
setInterval(() => {}, 1_000);
