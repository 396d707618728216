import { compiledProgramsVariable, withCompiledThreads } from './compiled-programs.ts';

/** Plugin of the test runner: what a test calls in its own process starts the threads that were compiled for the run, too. */
export const compiledThreads = {
  name: 'compiled-threads',
  enforce: 'pre' as const,
  transform(source: string, path: string): string | undefined {
    const folder = process.env[compiledProgramsVariable];
    return folder !== undefined && path.endsWith('.ts') ? withCompiledThreads(source, folder) : undefined;
  },
};
