import { endLike, runInForeground } from '../../scripts/setup/foreground-command.mjs';

/** Runs a script in the foreground and ends as it ends: `run-foreground.mjs <script>`. */
endLike(await runInForeground(process.execPath, ['--eval', process.argv[2]], { cwd: process.cwd() }));
