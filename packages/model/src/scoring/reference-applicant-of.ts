import { BundleFormatError, type LoadedBundle } from '@bora/bundle';
import { Application } from '@bora/contracts';
import { unknownFields } from '@bora/features';
import { z } from 'zod';

/** What explanations need of `reference.json`; the rest is for those who watch a model. */
const ReferenceApplicant = z.object({ applicant: Application });

/**
 * The applicant whom a bundle's explanations compare with.
 * @throws BundleFormatError when there is none, or not one of the bundle's schema
 */
export function readReferenceApplicant(bundle: LoadedBundle): Application {
  const { applicant } = bundle.json('reference.json', ReferenceApplicant);
  if (unknownFields(applicant, bundle.schema).length > 0) {
    throw new BundleFormatError('reference.json', 'its applicant has fields that schema.json lacks');
  }
  return applicant;
}
