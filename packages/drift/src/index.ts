export { addCounts } from './add-counts.ts';
export { comparePopulations, type PopulationComparison } from './compare-populations.ts';
export type { DriftFinding, Severity } from './drift-finding.ts';
export {
  type DriftQuestion,
  type DriftReport,
  reportDrift,
  type VariableDrift,
} from './drift-report.ts';
export { type ApplicantCounter, applicantCounter, type FileCounts } from './file-counts.ts';
export type { BinShares } from './paired-bins.ts';
export * from './thresholds.ts';
export { type BrokenKind, brokenKinds } from './watched-variable.ts';
