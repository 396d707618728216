import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { repositoryRoot } from './repository.ts';

/** Programs that tests start many times, and threads of theirs. */
const entries = {
  api: 'services/api/src/main.ts',
  worker: 'services/worker/src/main.ts',
  bora: 'cli/src/main.ts',
  'inference-thread': 'services/worker/src/inference/thread.ts',
  'fit-thread': 'services/worker/src/segmentation/fit-thread.ts',
  'training-thread': 'packages/model/src/training/training-thread.ts',
} as const;
/** How sources name what starts such a thread: it reads TypeScript. */
const threadBoots = {
  './thread-boot.mjs': 'inference-thread',
  './fit-thread-boot.mjs': 'fit-thread',
  './training-thread.mjs': 'training-thread',
} as const;

export type Program = 'api' | 'worker' | 'bora';

/** Names the folder that holds the programs compiled for this test run; see `shared-programs.ts`. */
export const compiledProgramsVariable = 'BORA_TEST_PROGRAMS';

export const sourceOf = (program: Program): string => join(repositoryRoot, entries[program]);
export const compiledIn = (folder: string, program: Program): string => join(folder, `${program}.mjs`);

/**
 * Compiles the programs into a folder, each into one file, by the compiler that tsx uses and in its way. Packages of
 * others are not compiled: they are loaded from where they are. A start then takes a third of the processor time.
 */
export async function compilePrograms(folder: string): Promise<void> {
  await build({
    absWorkingDir: repositoryRoot,
    entryPoints: { ...entries },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: `node${process.versions.node}`,
    // Those of Node alone: esbuild would add one of bundlers.
    conditions: [],
    keepNames: true,
    logLevel: 'error',
    plugins: [othersStay, filesStay(folder)],
  });
}

/** What is installed is loaded by its path, because the compiled file lies where no package is found by its name. */
const othersStay: Plugin = {
  name: 'others-stay',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...request }) => {
      if (pluginData === othersStay || path.startsWith('@bora/') || request.kind === 'entry-point') return;
      if (isBuiltin(path)) return { path, external: true };
      const found = await resolve(path, { ...request, pluginData: othersStay });
      return found.errors.length > 0 ? found : { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

/** A module goes on finding the files that lie beside its source. */
const filesStay = (folder: string): Plugin => ({
  name: 'files-stay',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const contents = withCompiledThreads(await readFile(path, 'utf8'), folder)
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
      return { contents, loader: 'ts' };
    });
  },
});

/** The source, but the threads that it starts are those compiled into the folder. */
export function withCompiledThreads(source: string, folder: string): string {
  return Object.entries(threadBoots).reduce((changed, [boot, compiled]) => {
    const address = pathToFileURL(join(folder, `${compiled}.mjs`)).href;
    return changed.replaceAll(`new URL('${boot}', import.meta.url)`, `new URL('${address}')`);
  }, source);
}
