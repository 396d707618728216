import type { ModelList, ModelManifest, ModelVersionEntry } from '@bora/contracts';
import { expect, it } from 'vitest';
import { versionState } from '../src/features/models/version-state.ts';

const inUse: ModelList['inUse'] = { name: 'one', profile: 'br' };

/** The part of a manifest that is looked at. */
const madeFor = (profile: ModelManifest['profile']) => ({ profile }) as ModelManifest;

const entry = (version: string, given: Partial<ModelVersionEntry> = {}): ModelVersionEntry => ({
  version,
  isChampion: false,
  manifest: madeFor('br'),
  refusal: null,
  ...given,
});
const model = (name: string, serving: string | null, champion = 'v2') => ({ name, champion, serving });

it('only the version that scores what names no model serves now; the champion of another says why it does not', () => {
  const serves = versionState(model('one', 'v2'), entry('v2', { isChampion: true }), inUse);
  expect(serves).toMatchObject({ kind: 'good', name: 'Serves now', canPromote: false });
  const other = model('two', 'v2');
  const stricter = entry('v2', { isChampion: true, manifest: madeFor('us-ecoa') });
  expect(versionState(other, stricter, inUse)).toEqual({
    kind: 'plain',
    name: 'Champion, not in use',
    detail:
      'It was made under the rules of the compliance profile us-ecoa; here those of br apply. Files and applications are scored with one; with this model only where a program asks for it by name.',
    canPromote: false,
  });
  const sameProfile = versionState(other, entry('v2', { isChampion: true }), inUse);
  expect(sameProfile.detail).toMatch(/^Files and applications are scored with one;/);
});

it('where the champion is refused, the version in its place serves now and may be made the champion', () => {
  const refusal = { code: 'bundle-damaged', message: 'It is damaged.' };
  const refused = versionState(model('one', 'v1'), entry('v2', { isChampion: true, refusal }), inUse);
  expect(refused).toMatchObject({
    kind: 'error',
    name: 'Refused',
    detail: 'It is damaged.',
    canPromote: false,
  });
  const standIn = versionState(model('one', 'v1'), entry('v1'), inUse);
  expect(standIn).toMatchObject({ name: 'Serves now', canPromote: true });
  expect(standIn.detail).toContain('in place of the champion');
});

it('a version that is neither is not in use, and one that the profile forbids says for which it was made', () => {
  expect(versionState(model('one', 'v2'), entry('v1'), inUse)).toMatchObject({
    kind: 'plain',
    name: 'Not in use',
    canPromote: true,
  });
  const refusal = { code: 'forbidden-variable', message: 'The model uses what br forbids.' };
  const forbidden = versionState(
    model('three', null),
    entry('v2', { isChampion: true, refusal, manifest: madeFor('none') }),
    inUse,
  );
  expect(forbidden).toMatchObject({ name: 'Not for this compliance profile', canPromote: false });
  expect(forbidden.detail).toMatch(
    /profile none; here those of br apply\. The model uses what br forbids\.$/,
  );
});
