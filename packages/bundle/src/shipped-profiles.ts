import { readdir, readFile } from 'node:fs/promises';
import { ComplianceProfile, type ProfileId } from '@bora/contracts';
import { BundleFormatError, UnknownProfileError } from './bundle-error.ts';
import { parseJson } from './json-file.ts';
import type { BundleRequirement } from './read-bundle.ts';
import type { TrustedKeys } from './signing/signing-key.ts';

const folder = new URL('../../../profiles/', import.meta.url);

/** The compliance profiles that ship as data in `profiles/`, by id. */
export async function readShippedProfiles(): Promise<ComplianceProfile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) =>
      parseJson(
        await readFile(new URL(name, folder)),
        ComplianceProfile,
        (problem) => new BundleFormatError(name, problem),
      ),
    ),
  );
}

/**
 * What a platform under `serving` asks of the bundles that it loads; a signature where `trusted` are given.
 *
 * @throws UnknownProfileError when no such profile ships.
 */
export async function requirementOf(
  serving: ProfileId,
  trusted?: TrustedKeys,
): Promise<BundleRequirement & { readonly servingProfile: ComplianceProfile }> {
  const profiles = await readShippedProfiles();
  const servingProfile = profiles.find(({ id }) => id === serving);
  if (!servingProfile) throw new UnknownProfileError(serving);
  return { profiles, servingProfile, trusted };
}
