import type { ModelReference } from '@bora/contracts';

export const manifestFile = 'manifest.json';

/** Who signed the manifest, and with it every file that it lists. */
export const signatureFile = 'manifest.sig';

/** Key of a bundle's file; without a file, the prefix of all of them. */
export function bundleKey(bundle: ModelReference, file = ''): string {
  return `${bundle.name}/${bundle.version}/${file}`;
}

/** Key of the pointer to the live version of a model. */
export function championKey(name: string): string {
  return `${name}/champion.json`;
}

/** Key of what was measured of a version: beside its folder, which holds nothing that its manifest does not list. */
export function evaluationKey({ name, version }: ModelReference): string {
  return `${name}/${version}.evaluation.json`;
}

/** Place of the claims of those who write a version: outside its folder, where no version can be. */
export function bundleClaims(bundle: ModelReference): string {
  return `${bundle.name}/.claims/${bundle.version}`;
}
