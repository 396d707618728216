import { readShippedProfiles } from '@bora/bundle';
import type { ComplianceProfile, ProfileId } from '@bora/contracts';
import { CliError } from '../terminal/cli-error.ts';

/** A compliance profile that ships. Throws `CliError` where there is none of that id. */
export async function readProfile(id: ProfileId): Promise<ComplianceProfile> {
  const profile = (await readShippedProfiles()).find((one) => one.id === id);
  if (profile) return profile;
  throw new CliError(`There is no compliance profile ${id} in profiles/.`);
}
