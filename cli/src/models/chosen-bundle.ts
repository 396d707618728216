import { type LoadedBundle, readBundle, readChampionBundle, readShippedProfiles } from '@bora/bundle';
import type { Config } from '../config.ts';
import { withStore } from '../stores.ts';
import { parseModelChoice } from './model-reference.ts';

/**
 * Reads the bundle that `name/version`, or `name` for its champion, names in MODEL_STORE.
 * @throws CliError where the text names no model; what `readBundle` and `readChampionBundle` throw
 */
export async function readChosenBundle(config: Config, text: string): Promise<LoadedBundle> {
  const { name, version } = parseModelChoice(text);
  const profiles = await readShippedProfiles();
  return withStore(config.MODEL_STORE, config, (store) =>
    version === null
      ? readChampionBundle(store, name, { profiles })
      : readBundle(store, { name, version }, { profiles }),
  );
}
