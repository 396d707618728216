import { compiledProgramsVariable, compilePrograms } from './compiled-programs.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** Set-up of a whole test run: compiles the programs that its tests start; the first project that asks does it for all. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[compiledProgramsVariable] !== undefined) return undefined;
  const folder = await temporaryDirectory();
  await compilePrograms(folder.path);
  process.env[compiledProgramsVariable] = folder.path;
  return () => folder.remove();
}
