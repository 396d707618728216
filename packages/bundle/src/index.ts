export * from './bundle-error.ts';
export {
  type Promoting,
  pointChampion,
  promoteChampion,
  readChampion,
  readChampionBundle,
} from './champion.ts';
export * from './copy-bundle.ts';
export { createPolicy, type PolicyDraft } from './create-policy.ts';
export * from './evaluation.ts';
export * from './evaluation-error.ts';
export { isEvaluationOf } from './evaluation-of.ts';
export * from './honoured-profile.ts';
export { jsonBytes, parseJson } from './json-file.ts';
export * from './list-bundles.ts';
export { type ListedPolicy, listPolicies } from './list-policies.ts';
export { championPointers, type LivePointer, policyPointers } from './live-pointers.ts';
export {
  type LoadedBundle,
  loadBundle,
  type NetworkBundle,
  type ProfileRequirement,
  type ScorecardBundle,
} from './loaded-bundle.ts';
export * from './make-policy-live.ts';
export * from './policy-error.ts';
export { type BundleRequirement, readBundle } from './read-bundle.ts';
export { readFiles } from './read-files.ts';
export {
  readManifest,
  readManifestBytes,
  readVersionManifest,
  type VersionManifest,
} from './read-manifest.ts';
export { readLivePolicy, readPolicy } from './read-policy.ts';
export * from './seed-bundles.ts';
export * from './seed-policies.ts';
export { sha256 } from './sha256.ts';
export * from './shipped-profiles.ts';
export { type ChampionSeal, championSeal, type StoredPointer } from './signing/champion-seal.ts';
export * from './signing/guarded-champion.ts';
export { putSignature } from './signing/manifest-signature.ts';
export * from './signing/reseal-champions.ts';
export { signBundle } from './signing/sign-bundle.ts';
export * from './signing/signing-error.ts';
export * from './signing/signing-key.ts';
export { storeBundle } from './store-bundle.ts';
export * from './training-rows.ts';
export * from './write-bundle.ts';
