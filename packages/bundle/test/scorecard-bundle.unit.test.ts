import type { Scorecard } from '@bora/scorecard';
import { describe, expect, it } from 'vitest';
import { BundleFormatError, ForbiddenVariableError, readBundle, writeBundle } from '../src/index.ts';
import { folderForTest } from './folder-for-tests.ts';
import {
  forbidsGuilds,
  type InventedBundle,
  inventedBundle,
  requirement,
  schema,
} from './invented-bundle.ts';

const reference = { name: 'bakeries', version: inventedBundle().description.version };
const average = { rows: 0, bad: 0, weight: 0, points: 0 };

function scorecardOf(variables: readonly ('ovens' | 'guild')[], schemaVersion = schema.version): Scorecard {
  return {
    formatVersion: 1,
    schema: { id: schema.id, version: schemaVersion },
    rows: 100,
    bad: 20,
    intercept: -1.4,
    basePoints: 500,
    characteristics: variables.map((variable) => ({
      variable,
      informationValue: 0.1,
      coefficient: -1,
      binning:
        variable === 'ovens' ? { kind: 'number', edges: [2] } : { kind: 'levels', groups: [['A'], ['B']] },
      range: variable === 'ovens' ? { min: 1, max: 9 } : null,
      attributes: Array.from({ length: variable === 'ovens' ? 3 : 4 }, () => average),
    })),
    missingLimit: 1,
  };
}

function scorecardBundle(scorecard: object, profile: 'none' | 'br' = 'none'): InventedBundle {
  const { description, files } = inventedBundle({ profile });
  return {
    description: { ...description, kind: 'scorecard', seeds: [] },
    files: {
      'schema.json': files['schema.json']!,
      'scale.json': files['scale.json']!,
      'scorecard.json': new TextEncoder().encode(JSON.stringify(scorecard)),
    },
  };
}

describe('a bundle of a scorecard', () => {
  it('is written and read back without encoder, network and calibration', async () => {
    const { store } = await folderForTest();
    const scorecard = scorecardOf(['ovens', 'guild']);
    const { description, files } = scorecardBundle(scorecard);
    await writeBundle(store, description, files, requirement);
    const loaded = await readBundle(store, reference, requirement);
    if (loaded.kind !== 'scorecard') expect.fail('it was written as a scorecard');
    expect(loaded.scorecard).toEqual(scorecard);
  });

  it('is refused, with the variable, where its own profile forbids one', async () => {
    const { store } = await folderForTest();
    const { description, files } = scorecardBundle(scorecardOf(['ovens', 'guild']), 'br');
    const written = writeBundle(store, description, files, requirement);
    await expect(written).rejects.toThrow(ForbiddenVariableError);
    await expect(written).rejects.toMatchObject({ variable: 'guild', profile: 'br' });
  });

  it('is refused where the serving profile forbids what its own allows, and served without that variable', async () => {
    const { store } = await folderForTest();
    const serving = { ...requirement, servingProfile: forbidsGuilds };
    const using = scorecardBundle(scorecardOf(['guild']));
    await writeBundle(store, using.description, using.files, requirement);
    await expect(readBundle(store, reference, serving)).rejects.toThrow(ForbiddenVariableError);

    const version = '20260102-000000-00000000';
    const without = scorecardBundle(scorecardOf(['ovens']));
    await writeBundle(store, { ...without.description, version }, without.files, requirement);
    expect((await readBundle(store, { ...reference, version }, serving)).kind).toBe('scorecard');
  });

  it.each([
    ['no scorecard', 'encoder.json', scorecardOf(['ovens'])],
    ['a scorecard for another schema', 'scorecard.json', scorecardOf(['ovens'], 9)],
    ['an attribute less than bins', 'scorecard.json', withoutAttribute(scorecardOf(['ovens']))],
  ])('is refused, with the file, when it holds %s', async (_, name, scorecard) => {
    const { store } = await folderForTest();
    const { description, files } = scorecardBundle(scorecard);
    const { 'scorecard.json': bytes, ...others } = files;
    const written = writeBundle(store, description, { ...others, [name]: bytes! }, requirement);
    await expect(written).rejects.toThrow(BundleFormatError);
    await expect(written).rejects.toMatchObject({ file: 'scorecard.json' });
  });
});

function withoutAttribute(scorecard: Scorecard): Scorecard {
  const [first] = scorecard.characteristics;
  return { ...scorecard, characteristics: [{ ...first!, attributes: first!.attributes.slice(1) }] };
}
