import sampleAddress from '../../../../data/sample-applicants.csv?url';
import { loadAsset } from './api.ts';

/** The synthetic applicants that ship with the platform. */
export async function loadSample(): Promise<File> {
  return new File([await loadAsset(sampleAddress)], 'sample-applicants.csv', { type: 'text/csv' });
}
