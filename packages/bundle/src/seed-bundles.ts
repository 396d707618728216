import { createPublicKey } from 'node:crypto';
import type { ModelReference } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import { bundleKey, championKey, manifestFile } from './bundle-key.ts';
import { type Promoting, promoteChampion, readChampion } from './champion.ts';
import { copyBundle } from './copy-bundle.ts';
import { copyEvaluation } from './evaluation.ts';
import { listBundles } from './list-bundles.ts';
import type { ProfileRequirement } from './loaded-bundle.ts';
import type { BundleRequirement } from './read-bundle.ts';
import { readManifestBytes } from './read-manifest.ts';
import { assertSigned, putSignature } from './signing/manifest-signature.ts';
import type { SigningKey } from './signing/signing-key.ts';

/** What `seedBundles` did. */
export interface SeededBundles {
  readonly copied: readonly ModelReference[];
  readonly promoted: readonly ModelReference[];
  /** Shipped champions that were not promoted because the pointer of another promotion was removed from the store. */
  readonly withheld: readonly ModelReference[];
}

/** What seeding needs where signatures are asked for. */
export interface Seeding extends Promoting {
  /** Signs the versions that ship: whoever runs this trusts what ships with it. */
  readonly signer?: SigningKey | undefined;
}

/**
 * Brings the bundles that ship into a store: copies the versions and evaluations that it lacks, signs them, and makes the
 * shipped champion the champion of a model that has none. What an operator stored or promoted is never touched.
 *
 * @throws what `readBundle` throws for a shipped bundle that is not sound.
 */
export async function seedBundles(
  shipped: ObjectStore,
  store: ObjectStore,
  requirement: BundleRequirement,
  { signer, ...promoting }: Seeding = {},
): Promise<SeededBundles> {
  const copied: ModelReference[] = [];
  const promoted: ModelReference[] = [];
  const withheld: ModelReference[] = [];
  const bundles = await listBundles(shipped);
  for (const { name, version } of bundles) {
    const isNew = await seedBundle(shipped, store, { name, version }, requirement);
    if (isNew) copied.push({ name, version });
    if (signer) await signAsShipped(shipped, store, { name, version }, signer);
  }
  for (const name of new Set(bundles.map((bundle) => bundle.name))) {
    const champion = await readChampion(shipped, name);
    if (!champion || (await store.exists(championKey(name)))) continue;
    const { version } = champion;
    if (await promoting.guard?.newest(name)) {
      withheld.push({ name, version });
      continue;
    }
    await promoteChampion(store, { name, version }, requirement, promoting);
    promoted.push({ name, version });
  }
  return { copied, promoted, withheld };
}

async function seedBundle(
  shipped: ObjectStore,
  store: ObjectStore,
  bundle: ModelReference,
  { profiles, servingProfile }: ProfileRequirement,
): Promise<boolean> {
  if (await store.exists(bundleKey(bundle, manifestFile))) {
    await copyEvaluation(shipped, store, bundle);
    return false;
  }
  await copyBundle(shipped, store, bundle, { profiles, servingProfile });
  return true;
}

/** Signs the manifest that ships, not the one that the store holds: where they differ, the signature does not fit. */
async function signAsShipped(
  shipped: ObjectStore,
  store: ObjectStore,
  bundle: ModelReference,
  signer: SigningKey,
): Promise<void> {
  const manifest = await readManifestBytes(shipped, bundle);
  const trusted = new Map([[signer.id, createPublicKey(signer.key)]]);
  const isSigned = await assertSigned(store, bundle, manifest, trusted).then(
    () => true,
    () => false,
  );
  if (!isSigned) await putSignature(store, bundle, manifest, signer);
}
