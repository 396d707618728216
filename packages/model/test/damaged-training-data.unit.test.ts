import { FileLayoutError, TrainingDataError } from '@bora/features';
import { scorecardOptions } from '@bora/scorecard';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  evaluateModel,
  evaluateScorecard,
  selectBackend,
  TooFewApplicantsError,
  type TrainedModel,
  trainingOptions,
  trainModel,
  trainScorecard,
} from '../src/index.ts';
import { type Mill, millFile, millOrder, millSchema, mills, readMills } from './damaged-training-data.ts';

const once = 'EINMALIG';
const fourteen = 'VIERZEHN';
const fifteen = 'FUENFZEHN';
const run = { backend: 'auto', threadCount: 1 } as const;
const options = { seeds: [1], epochs: 3 };

/** Everything at once that a training file may hold and a model must not trip over. */
function damaged(): Mill[] {
  return mills(900).map((mill, row) => ({
    ...mill,
    // A constant number, a number and a place that every row lacks.
    storeys: '3',
    debts: '',
    river: row === 0 ? once : row < 15 ? fourteen : row < 30 ? fifteen : mill.river!,
    wheel: row === 0 ? `${once}-RAD` : 'over',
    dam: '',
    grain: row % 50 === 1 ? '1e308' : row % 50 === 2 ? '-1e308' : row % 50 === 3 ? '1e-308' : mill.grain!,
    flow: row % 40 === 1 ? '0' : row % 40 === 2 ? '1e309' : mill.flow!,
  }));
}

const kinds: Record<string, () => Promise<TrainedModel>> = {
  network: () => trainModel({ ...millOrder, options }, readMills(millFile(damaged())), run),
  scorecard: () => trainScorecard(millOrder, readMills(millFile(damaged()))),
};

beforeAll(async () => {
  await selectBackend('auto');
});

/** What the format of TensorFlow.js leaves out, a value that an applicant lacks, and the range of what is no number. */
const mayBeNull =
  /^model\.json\/(?:convertedBy|modelTopology)\b|^smoke\.json\/\d+\/application\/|^scorecard\.json\/characteristics\/\d+\/range$/;

/** Where JSON holds `null` (what NaN and infinity become) or text that says so. */
function notFinite(value: unknown, path = ''): string[] {
  if (value === null || (typeof value === 'string' && /^-?(nan|infinity)$/i.test(value))) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => notFinite(inner, `${path}/${name}`));
}

describe.each(Object.entries(kinds))('a %s of damaged rows', (_, make) => {
  let trained: TrainedModel;
  beforeAll(async () => {
    trained = await make();
  });

  test('holds no number that is not finite, in no file', () => {
    const found = Object.entries(trained.files).flatMap(([name, bytes]) => {
      if (name.endsWith('.json')) {
        return notFinite(JSON.parse(new TextDecoder().decode(bytes))).map((path) => `${name}${path}`);
      }
      if (name === 'weights.bin') {
        const weights = new Float32Array(bytes.slice().buffer);
        expect(weights.length).toBeGreaterThan(100);
        return weights.every(Number.isFinite) ? [] : [name];
      }
      return /\b(?:NaN|Infinity|null|undefined)\b/.test(new TextDecoder().decode(bytes)) &&
        name.endsWith('.md')
        ? [name]
        : [];
    });
    expect(found.filter((path) => !mayBeNull.test(path))).toEqual([]);
    expect(notFinite(trained.description).filter((path) => path !== '/gitCommit')).toEqual([]);
    expect(notFinite(trained.report)).toEqual([]);
  });

  test('holds no text of a level with fewer than 15 rows, and that of one with 15', () => {
    const texts = Object.values(trained.files).map((bytes) =>
      Buffer.from(bytes).toString('latin1').toUpperCase(),
    );
    const whole = [...texts, JSON.stringify(trained.description)].join('\n');
    expect(whole).not.toContain(once);
    expect(whole).not.toContain(fourteen);
    expect(whole).toContain(fifteen);
  });

  test('learns from what is sound all the same', () => {
    expect(trained.report.auc.mean).toBeGreaterThan(0.6);
  });
});

test('an evaluation of damaged rows gives finite figures, of a network and of a scorecard', async () => {
  const applicants = readMills(millFile(damaged()));
  const settings = trainingOptions(applicants.table.rowCount, options);
  const design = { schema: millSchema, features: millSchema.derived, options: settings };
  const network = await evaluateModel(design, applicants, run);
  expect(notFinite(JSON.parse(JSON.stringify(network.report)))).toEqual([]);
  expect(network.pd.every((pd) => pd > 0 && pd < 1)).toBe(true);
  const card = { schema: millSchema, forbidden: new Set<string>(), scale: millOrder.scale };
  const folds = applicants.table.row.map((row) => row % 5);
  const scorecard = await evaluateScorecard(
    { ...card, options: scorecardOptions },
    applicants,
    Uint8Array.from(folds),
  );
  expect(notFinite(JSON.parse(JSON.stringify(scorecard.report)))).toEqual([]);
  expect(scorecard.pd.every((pd) => pd > 0 && pd < 1)).toBe(true);
});

const sound = mills(300);
const refusals: [string, Buffer, new (...given: never[]) => Error, string, RegExp][] = [
  [
    'without the column of outcomes',
    millFile(sound.map(({ failed, ...mill }) => mill)),
    TrainingDataError,
    'no-label-column',
    /no column failed/,
  ],
  [
    'of good applicants alone',
    millFile(sound.map((mill) => ({ ...mill, failed: '0' }))),
    TrainingDataError,
    'one-class',
    /No row of the file is bad/,
  ],
  [
    'with an outcome that is neither',
    millFile(sound.map((mill, row) => (row === 7 ? { ...mill, failed: '2' } : mill))),
    TrainingDataError,
    'unreadable-label',
    /^Line 9: .*allowed codes \(1, 0\)/,
  ],
  [
    'with an outcome missing',
    millFile(sound.map((mill, row) => (row === 7 ? { ...mill, failed: '' } : mill))),
    TrainingDataError,
    'unreadable-label',
    /^Line 9: /,
  ],
  ['of nothing', Buffer.alloc(0), FileLayoutError, 'empty-file', /holds no/],
  [
    'of a header alone',
    Buffer.from(`${Object.keys(sound[0]!).join(',')}\n`),
    FileLayoutError,
    'empty-file',
    /holds no/,
  ],
];

test.each(refusals)('a training file %s is refused by name', (_, file, type, code, message) => {
  let refused: unknown;
  try {
    readMills(file);
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(type);
  expect(refused).toMatchObject({ code, message: expect.stringMatching(message) });
});

test('a file with both outcomes and too few of one is refused before anything is trained', async () => {
  const few = readMills(millFile(sound.map((mill, row) => ({ ...mill, failed: row < 20 ? '1' : '0' }))));
  await expect(trainModel({ ...millOrder, options }, few, run)).rejects.toThrow(TooFewApplicantsError);
  await expect(trainScorecard(millOrder, few)).rejects.toThrow(TooFewApplicantsError);
});

test('a file whose every variable is constant or missing is refused by name by a scorecard', async () => {
  const nothing = mills(900).map((mill) => ({
    ...mill,
    ...{ grain: '1', flow: '', wheel: 'over', river: 'r1', dam: 'Y', storeys: '3', debts: '' },
  }));
  const applicants = readMills(millFile(nothing));
  await expect(trainScorecard(millOrder, applicants)).rejects.toMatchObject({
    name: 'NoUsefulVariableError',
  });
});
