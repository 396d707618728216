import { ProfileId } from '@bora/contracts';
import { describe, expect, it } from 'vitest';
import { readShippedProfiles, requirementOf } from '../src/index.ts';

describe('the compliance profiles that ship', () => {
  it('are one for each id', async () => {
    const ids = (await readShippedProfiles()).map(({ id }) => id);
    expect(ids.toSorted()).toEqual(ProfileId.options.toSorted());
  });

  it.each(ProfileId.options)('%s is what a platform that serves under it requires', async (id) => {
    const { profiles, servingProfile } = await requirementOf(id);
    expect(servingProfile?.id).toBe(id);
    expect(profiles).toContain(servingProfile);
  });
});
