import { describe, expect, it } from 'vitest';
import {
  ForbiddenVariableError,
  listBundles,
  promoteChampion,
  readBundle,
  readChampion,
  UnknownProfileError,
  writeBundle,
} from '../src/index.ts';
import { folderForTest } from './folder-for-tests.ts';
import { forbidsGuilds, forbidsNothing, inventedBundle, requirement } from './invented-bundle.ts';

const usesGuilds = ['ovens', 'village-guild'];
const reference = { name: 'bakeries', version: inventedBundle().description.version };
const servingForbidsGuilds = { ...requirement, servingProfile: forbidsGuilds };

describe('a bundle that reads a variable through a derived feature', () => {
  it('is refused, with the names, where its own profile forbids the variable', async () => {
    const { store } = await folderForTest();
    const { description, files } = inventedBundle({ profile: 'br', features: usesGuilds });
    const written = writeBundle(store, description, files, requirement);
    await expect(written).rejects.toThrow(ForbiddenVariableError);
    await expect(written).rejects.toMatchObject({
      variable: 'guild',
      feature: 'village-guild',
      profile: 'br',
    });
    expect(await listBundles(store)).toEqual([]);
  });

  it('is refused when it is read and its profile has come to forbid the variable', async () => {
    const { store } = await folderForTest();
    const { description, files } = inventedBundle({ profile: 'br', features: usesGuilds });
    await writeBundle(store, description, files, { profiles: [{ ...forbidsGuilds, forbids: [] }] });
    await expect(readBundle(store, reference, requirement)).rejects.toThrow(ForbiddenVariableError);
  });

  it('is refused with the setting that names another, and not promoted, where the serving profile forbids what its own allows', async () => {
    const { store } = await folderForTest();
    const { description, files } = inventedBundle({ profile: 'none', features: usesGuilds });
    await writeBundle(store, description, files, requirement);
    await expect(readBundle(store, reference, servingForbidsGuilds)).rejects.toThrow(ForbiddenVariableError);
    await expect(readBundle(store, reference, servingForbidsGuilds)).rejects.toThrow('MODEL_NAME');
    await expect(promoteChampion(store, reference, servingForbidsGuilds)).rejects.toThrow(
      ForbiddenVariableError,
    );
    expect(await readChampion(store, reference.name)).toBe(null);
    expect((await readBundle(store, reference, requirement)).manifest.profile).toBe('none');
  });
});

describe('a bundle that does not read the forbidden variables', () => {
  it.each(['none', 'br'] as const)(
    'is served under the stricter profile, trained under %s',
    async (profile) => {
      const { store } = await folderForTest();
      const { description, files } = inventedBundle({ profile });
      await writeBundle(store, description, files, requirement);
      expect((await readBundle(store, reference, servingForbidsGuilds)).manifest.profile).toBe(profile);
    },
  );

  it('is refused where nobody knows what its profile forbids', async () => {
    const { store } = await folderForTest();
    const { description, files } = inventedBundle({ profile: 'br' });
    await writeBundle(store, description, files, requirement);
    await expect(readBundle(store, reference, { profiles: [forbidsNothing] })).rejects.toThrow(
      UnknownProfileError,
    );
  });
});
