import applicantsAddress from '../../../../data/sample-applicants.csv?url';
import outcomesAddress from '../../../../data/sample-outcomes.csv?url';
import purchasesAddress from '../../../../data/sample-purchases.csv?url';
import { loadAsset } from './api.ts';

const samples = new WeakSet<File>();
const outcomesName = 'sample-outcomes.csv';

/** The synthetic applicants that ship with the platform. */
export const loadSample = () => load(applicantsAddress, 'sample-applicants.csv');

/** Others, with what became of them. */
export const loadSampleOutcomes = () => load(outcomesAddress, outcomesName);

/** Whether an uploaded file is the sample with outcomes: these pages send it as a trial, which decides about nobody. */
export const isSampleOutcomes = ({ fileName, trial }: { fileName: string; trial: boolean }) =>
  trial && fileName === outcomesName;

/** Purchases of invented customers. */
export const loadSamplePurchases = () => load(purchasesAddress, 'sample-purchases.csv');

/** Whether nobody real is in a file, so that it has no place in the record of decisions. */
export function isSample(file: File): boolean {
  return samples.has(file);
}

async function load(address: string, name: string): Promise<File> {
  const file = new File([await loadAsset(address)], name, { type: 'text/csv' });
  samples.add(file);
  return file;
}
