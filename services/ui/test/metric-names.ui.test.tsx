import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelManifest } from '@bora/contracts';
import { expect, test } from 'vitest';
import { sayMetric } from '../src/shared/say-numbers.ts';
import { texts } from '../src/shared/texts.ts';

const modelsFolder = join(import.meta.dirname, '../../../models');

function shippedMeasures(): string[] {
  const manifests = readdirSync(modelsFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('manifest.json'))
    .map((path) => ModelManifest.parse(JSON.parse(readFileSync(join(modelsFolder, path), 'utf8'))));
  return [...new Set(manifests.flatMap(({ metrics }) => Object.keys(metrics)))];
}

test('every measure that a shipped model carries has a name and an explanation on its page', () => {
  const names = shippedMeasures();
  expect(names.length).toBeGreaterThan(0);
  const explained = texts.models.metricAbout.flatMap(([measures]) => measures);
  expect(names.filter((name) => !explained.includes(name))).toEqual([]);
  expect(names.filter((name) => texts.models.metric(name) === name)).toEqual([]);
});

test('measures of a model have the same number of decimals', () => {
  expect([0.003, 0.6613].map(sayMetric)).toEqual(['0.0030', '0.6613']);
});
