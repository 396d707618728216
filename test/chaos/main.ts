import { parseArgs } from 'node:util';
import { runChaos } from './run-chaos.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '60' },
    seed: { type: 'string' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const seeds =
  values.seed === undefined
    ? Array.from({ length: Number(values.runs) }, (_, index) => index + 1)
    : [Number(values.seed)];
const results = await runChaos({
  seeds,
  only: values.only,
  isQuick: values.quick,
  isVerbose: values.verbose,
  say: (line) => console.log(line),
});
process.exitCode = results.every(({ violations }) => violations.length === 0) ? 0 : 1;
