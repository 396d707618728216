import { pagePaths } from '@bora/contracts';

export const batchAddress = (batchId: string) => pagePaths.batch.replace(':batchId', batchId);
export const simulationAddress = (simulationId: string) =>
  pagePaths.simulation.replace(':simulationId', simulationId);
export const segmentationAddress = (segmentationId: string) =>
  pagePaths.segmentation.replace(':segmentationId', segmentationId);
export const storedSegmentationAddress = (name: string) =>
  pagePaths.storedSegmentation.replace(':name', name);
export const referralAddress = (decisionId: string) => pagePaths.referral.replace(':decisionId', decisionId);
export const applicantAddress = (batchId: string, row: number) =>
  pagePaths.applicant.replace(':batchId', batchId).replace(':row', String(row));
