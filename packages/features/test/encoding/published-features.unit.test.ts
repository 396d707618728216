import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { allowedFeatures, isPredictor, ProfileId, variablesOf } from '@bora/contracts';
import { describe, expect, test } from 'vitest';
import { createEncoder } from '../../src/encoding/encoder.ts';
import { fitEncoder } from '../../src/encoding/fit-encoder.ts';
import { openApplicantFile } from '../../src/file/applicant-file.ts';
import { parseTrainingRows } from '../../src/validation/training-rows.ts';
import { complianceProfile, isRealDataAbsent, publishedSchema, realFile } from '../published-schema.ts';

const cards = publishedSchema('pakdd2010');
const german = publishedSchema('german-credit');
const loans = publishedSchema('lending-club');
const files = {
  [cards.id]: ['pakdd2010', 'PAKDD2010_Modeling_Data.txt'],
  [german.id]: ['german_credit', 'german.data'],
  [loans.id]: ['lending_club', 'lendingclub_2007_2011.csv.gz'],
};

describe.each([cards, german, loans])('the derived features of $id', (schema) => {
  test('read every predictor that an upload must have but those that say next to nothing, and no other', () => {
    const read = new Set(schema.derived.flatMap(variablesOf));
    const optional = schema.variables.filter((variable) => isPredictor(variable) && !variable.required);
    expect(optional.filter(({ name }) => read.has(name))).toEqual([]);
    const unread = schema.variables.filter((v) => isPredictor(v) && v.required && !read.has(v.name));
    expect(unread.map(({ position }) => position)).toEqual(schema === cards ? [40] : []);
  });

  test.each(ProfileId.options)('leave profile %s a reason for every variable it may use', (profile) => {
    const allowed = allowedFeatures(schema, complianceProfile(profile));
    const spokenFor = new Set(allowed.map(({ speaksFor }) => speaksFor));
    expect(allowed.flatMap(variablesOf).filter((name) => !spokenFor.has(name))).toEqual([]);
  });

  test('keep every chain whole: a coarser key holds nothing that the finest does not read', () => {
    for (const feature of schema.derived) {
      if (feature.kind !== 'target-rate') continue;
      const finest = variablesOf({ ...feature, chain: feature.chain.slice(-1) });
      expect(variablesOf(feature).filter((name) => !finest.includes(name))).toEqual([]);
    }
  });
});

describe.skipIf(isRealDataAbsent)(
  'the published files (skipped where ../shared/data is not beside the repository)',
  () => {
    test.each([cards, german, loans])(
      'of $id give an encoder without a constant or repeated column',
      (schema) => {
        const names = files[schema.id]!;
        const bytes = realFile(...names);
        const isPacked = names.at(-1)?.endsWith('.gz');
        const file = openApplicantFile(isPacked ? gunzipSync(bytes) : bytes, schema);
        const position = { firstRow: 1, firstLine: file.firstLine };
        const { table, labels } = parseTrainingRows(file.records, file.layout, schema, position);
        const innerFold = Uint8Array.from(labels, (_, row) => Math.floor(row / 5) % 5);
        const { state } = fitEncoder(schema, schema.derived, table, labels, innerFold);
        const encoder = createEncoder(schema, state);
        const { dense, width } = encoder.encode(table).rows;
        const constant: string[] = [];
        const repeated: string[] = [];
        const seen = new Set<string>();
        encoder.columns.forEach(({ name }, column) => {
          const values = new Float32Array(table.rowCount);
          for (let row = 0; row < values.length; row++) values[row] = dense[row * width + column]!;
          if (values.every((value) => value === values[0])) constant.push(name);
          const hash = createHash('sha256').update(values).digest('hex');
          if (seen.has(hash)) repeated.push(name);
          seen.add(hash);
        });
        expect({ constant, repeated }).toEqual({ constant: [], repeated: [] });
      },
    );
  },
);
