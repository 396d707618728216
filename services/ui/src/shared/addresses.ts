import { pagePaths } from '@bora/contracts';

export const batchAddress = (batchId: string) => pagePaths.batch.replace(':batchId', batchId);
export const applicantAddress = (batchId: string, row: number) =>
  pagePaths.applicant.replace(':batchId', batchId).replace(':row', String(row));
