import type { ListedBundle } from '@bora/bundle';
import type { ModelList, ModelVersionEntry } from '@bora/contracts';
import type { ModelRegistry } from './model-registry.ts';

/** The bundles of a store by model, with what is known of their use. */
export async function listModels(
  bundles: readonly ListedBundle[],
  registry: Pick<ModelRegistry, 'champion' | 'refusal'>,
): Promise<ModelList['models']> {
  const names = [...new Set(bundles.map(({ name }) => name))];
  return Promise.all(
    names.map(async (name) => {
      const { pointer, serving, refusal } = await registry.champion(name);
      const versions = bundles.filter((bundle) => bundle.name === name);
      return {
        name,
        champion: pointer?.version ?? null,
        serving: serving?.reference.version ?? null,
        versions: await Promise.all(
          versions.map(async (bundle): Promise<ModelVersionEntry> => {
            const isChampion = bundle.version === pointer?.version;
            const known = bundle.error ?? (await registry.refusal(bundle)) ?? (isChampion ? refusal : null);
            return {
              version: bundle.version,
              isChampion,
              manifest: bundle.manifest,
              refusal: known ? { code: known.code, message: known.message } : null,
            };
          }),
        ),
      };
    }),
  );
}
