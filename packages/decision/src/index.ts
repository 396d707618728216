export * from './compile-policy.ts';
export * from './points-scale.ts';
export type { PolicyDecision } from './policy-decision.ts';
export * from './policy-error.ts';
