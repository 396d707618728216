import { configDefaults, defineConfig } from 'vitest/config';
import { compiledThreads } from './packages/testing/src/compiled-threads.ts';
import { patienceMs } from './packages/testing/src/patience.ts';
import { LongestFirst } from './test/src/longest-first.ts';

/** What measures belongs on a quiet machine: `BORA_MEASUREMENTS=1 npx vitest run cli/test/bench services/api/test/record-speed services/api/test/search-speed services/api/test/rewrite-speed services/ui/test/speed`. */
const measurements = process.env.BORA_MEASUREMENTS
  ? []
  : [
      'cli/test/bench*.integration.test.ts',
      'services/api/test/record-speed.integration.test.ts',
      'services/api/test/search-speed.integration.test.ts',
      'services/api/test/rewrite-speed.integration.test.ts',
      'services/ui/test/speed.browser.test.ts',
    ];

/** TensorFlow.js keeps one register of kernels and backends a process: each of these files begins with a fresh one. */
const withTensorFlow = [
  'packages/model/test/**/*.unit.test.ts',
  'packages/drift/test/**/*.unit.test.ts',
  'services/worker/test/**/*.unit.test.ts',
  'cli/test/**/*.unit.test.ts',
];

/** Promises something within seconds: nothing else runs meanwhile. */
const alone = ['test/delivery-in-time.integration.test.ts', 'test/promises.integration.test.ts'];

/** Disturbs whole platforms of its own. */
const chaos = ['test/chaos.integration.test.ts'];

/** Measures what attacks do to a process: nothing else runs meanwhile. */
const hostile = ['test/hostile.integration.test.ts'];

/** Test files at a time: each may start processes of its own. */
const maxWorkers = 2;

/** What test files of a run share: the programs and threads that they start, compiled, and a PostgreSQL server. */
const sharedPrograms = 'packages/testing/src/shared-programs.ts';
const shared = [sharedPrograms, 'packages/testing/src/shared-postgres.ts'];

const withPlatforms = {
  globalSetup: shared,
  setupFiles: 'packages/testing/src/fetch-with-key.ts',
  hookTimeout: 180_000,
};

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/test/**/*.unit.test.ts',
            'services/*/test/**/*.unit.test.ts',
            'simulation/test/**/*.unit.test.ts',
            'cli/test/**/*.unit.test.ts',
            'test/**/*.unit.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...withTensorFlow],
          // Files share what they import, which takes half as long.
          isolate: false,
          maxWorkers,
          testTimeout: 20_000,
        },
      },
      {
        plugins: [compiledThreads],
        test: {
          name: 'unit-tensorflow',
          globalSetup: sharedPrograms,
          include: withTensorFlow,
          maxWorkers,
          testTimeout: 20_000,
        },
      },
      {
        plugins: [compiledThreads],
        test: {
          name: 'integration',
          ...withPlatforms,
          include: [
            'packages/*/test/**/*.integration.test.ts',
            'services/*/test/**/*.integration.test.ts',
            'simulation/test/**/*.integration.test.ts',
            'cli/test/**/*.integration.test.ts',
            'test/**/*.integration.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...measurements, ...alone, ...chaos, ...hostile],
          testTimeout: 120_000,
          maxWorkers,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          ...withPlatforms,
          include: ['services/ui/test/**/*.browser.test.ts'],
          exclude: [...configDefaults.exclude, ...measurements],
          testTimeout: 180_000,
          expect: { poll: { timeout: patienceMs } },
          maxWorkers,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'chaos',
          globalSetup: sharedPrograms,
          include: chaos,
          maxWorkers,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'alone',
          ...withPlatforms,
          include: alone,
          testTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'hostile',
          globalSetup: shared,
          include: hostile,
          testTimeout: 120_000,
          hookTimeout: withPlatforms.hookTimeout,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'ui',
          include: ['services/ui/test/**/*.ui.test.tsx'],
          environment: 'happy-dom',
          maxWorkers,
          testTimeout: 20_000,
        },
      },
    ],
  },
});
