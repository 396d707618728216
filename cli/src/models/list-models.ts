import { listBundles, readChampion, type TrustedKeys } from '@bora/bundle';
import type { ObjectStore } from '@bora/object-store';
import { type Cell, textTable } from '../terminal/table.ts';

/** One model version, for machines and people. */
export interface ModelLine {
  readonly name: string;
  readonly version: string;
  readonly isChampion: boolean;
  readonly schema: string | null;
  readonly profile: string | null;
  readonly createdAt: string | null;
  /** Out-of-fold figures by name. */
  readonly metrics: Readonly<Record<string, number>>;
  /** Why it cannot be used; null where the listing finds nothing wrong. */
  readonly problem: string | null;
}

/** All model versions of a store, by name and then by version; their signatures are looked at where keys are given. */
export async function listModels(store: ObjectStore, trusted?: TrustedKeys): Promise<ModelLine[]> {
  const bundles = await listBundles(store, undefined, trusted);
  const names = [...new Set(bundles.map(({ name }) => name))];
  const pointers = await Promise.all(names.map((name) => readChampion(store, name)));
  const champions = new Set(
    pointers.flatMap((pointer) => (pointer ? [`${pointer.name}/${pointer.version}`] : [])),
  );
  return bundles.map(({ name, version, manifest, error }) => ({
    name,
    version,
    isChampion: champions.has(`${name}/${version}`),
    schema: manifest?.schema.id ?? null,
    profile: manifest?.profile ?? null,
    createdAt: manifest?.createdAt ?? null,
    metrics: manifest?.metrics ?? {},
    problem: error?.message ?? null,
  }));
}

/** The listing for people. */
export function modelTable(models: readonly ModelLine[]): string {
  return textTable(
    ['model', 'version', 'champion', 'schema', 'profile', 'AUC', 'trained', 'problem'],
    models.map((model): Cell[] => [
      model.name,
      model.version,
      model.isChampion ? 'champion' : '',
      model.schema ?? '',
      model.profile ?? '',
      model.metrics.auc?.toFixed(4) ?? '',
      model.createdAt?.slice(0, 10) ?? '',
      model.problem ?? '',
    ]),
  );
}
