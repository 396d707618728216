import { runHostile } from './run-hostile.ts';

runHostile(process.argv.slice(2)).then(
  (isPassed) => {
    process.exitCode = isPassed ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
