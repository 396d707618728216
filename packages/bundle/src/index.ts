export * from './bundle-error.ts';
export { pointChampion, promoteChampion, readChampion, readChampionBundle } from './champion.ts';
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
export {
  readBundle,
  readFiles,
  readManifest,
  readVersionManifest,
  type VersionManifest,
} from './read-bundle.ts';
export { readLivePolicy, readPolicy } from './read-policy.ts';
export * from './seed-bundles.ts';
export * from './seed-policies.ts';
export { sha256 } from './sha256.ts';
export * from './shipped-profiles.ts';
export { storeBundle } from './store-bundle.ts';
export * from './training-rows.ts';
export * from './write-bundle.ts';
