export * from './compile-policy.ts';
export {
  type ApplicantValues,
  decide,
  decisionByCutOff,
  type PolicyDecision,
} from './decide.ts';
export * from './points-scale.ts';
export * from './policy-error.ts';
