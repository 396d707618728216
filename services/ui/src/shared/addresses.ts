import { pagePaths } from '@bora/contracts';

export const batchAddress = (batchId: string) => pagePaths.batch.replace(':batchId', batchId);
export const simulationAddress = (simulationId: string) =>
  pagePaths.simulation.replace(':simulationId', simulationId);
export const segmentationAddress = (segmentationId: string) =>
  pagePaths.segmentation.replace(':segmentationId', segmentationId);
export const storedSegmentationAddress = (name: string) =>
  pagePaths.storedSegmentation.replace(':name', name);
export const referralAddress = (decisionId: string) => pagePaths.referral.replace(':decisionId', decisionId);
export const decisionAddress = (decisionId: string) => pagePaths.decision.replace(':decisionId', decisionId);
/** The search for an applicant's decisions; the id stands behind the hash, which no server is sent. */
export const applicantDecisionsAddress = (applicantId: string) =>
  `${pagePaths.decisions}#${new URLSearchParams({ applicantId })}`;
export const applicantAddress = (batchId: string, row: number) =>
  pagePaths.applicant.replace(':batchId', batchId).replace(':row', String(row));
export const modelAddress = (name: string, version: string) =>
  pagePaths.model.replace(':name', name).replace(':version', version);
