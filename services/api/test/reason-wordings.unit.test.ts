import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplicationSchema, isPredictor, NoticeTemplate, ReasonWording } from '@bora/contracts';
import { repositoryRoot } from '@bora/testing';
import { describe, expect, it } from 'vitest';
import { speakersOf } from '../src/scores/describe-score.ts';
import { readOverrideReasons } from '../src/workflow/override-reasons.ts';

const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(repositoryRoot, ...path), 'utf8'));
const named = (folder: string, pattern: RegExp) =>
  readdirSync(join(repositoryRoot, folder)).filter((name) => pattern.test(name));

const schemas = named('schemas', /^[a-z0-9-]+\.json$/).map((name) =>
  ApplicationSchema.parse(json('schemas', name)),
);
const wordings = named('notices/wordings', /\.json$/);

describe.each(wordings)('the wording %s', (name) => {
  const wording = ReasonWording.parse(json('notices/wordings', name));
  const codesOf = (schema: ApplicationSchema) => {
    const speakers = speakersOf(schema);
    return schema.variables.flatMap((variable, index) => (isPredictor(variable) ? [speakers[index]!] : []));
  };

  it('is named after its language and version', () => {
    expect(name).toBe(`${wording.language}.${wording.version}.json`);
  });

  it.each(schemas.map(({ id }) => id))('says every reason that the schema %s can give', (id) => {
    const codes = codesOf(schemas.find((schema) => schema.id === id)!);
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter(({ code }) => !wording.reasons[code]).map(({ code }) => code)).toEqual([]);
    // Left as the schema says it would be English in a letter that is not.
    expect(codes.filter(({ code, text }) => wording.reasons[code] === text)).toEqual([]);
  });

  it('says every reason for which a person declines', async () => {
    const reasons = (await readOverrideReasons()).filter(({ decisions }) => decisions.includes('decline'));
    expect(reasons.filter(({ code }) => !wording.overrides[code])).toEqual([]);
  });

  it('holds no code that nothing gives', async () => {
    const known = new Set(schemas.flatMap((schema) => codesOf(schema).map(({ code }) => code)));
    expect(Object.keys(wording.reasons).filter((code) => !known.has(code))).toEqual([]);
  });
});

it('the newest template of every profile that is not in English says its reasons in its own language', () => {
  const newest = new Map<string, NoticeTemplate>();
  for (const name of named('notices', /\.json$/)) {
    const template = NoticeTemplate.parse(json('notices', name));
    const known = newest.get(template.profile);
    if (!known || known.version < template.version) newest.set(template.profile, template);
  }
  const foreign = [...newest.values()].filter(({ language }) => !language.startsWith('en'));
  expect(foreign.length).toBeGreaterThan(0);
  for (const { profile, language, wording } of foreign)
    expect([profile, wording?.slice(0, 2)]).toEqual([profile, language.slice(0, 2)]);
});
