import sampleAddress from '../../../../data/sample-applicants.csv?url';
import { loadAsset } from './api.ts';

const samples = new WeakSet<File>();

/** The synthetic applicants that ship with the platform. */
export async function loadSample(): Promise<File> {
  const file = new File([await loadAsset(sampleAddress)], 'sample-applicants.csv', { type: 'text/csv' });
  samples.add(file);
  return file;
}

/** Whether nobody real is in a file, so that it has no place in the record of decisions. */
export function isSample(file: File): boolean {
  return samples.has(file);
}
