import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { framesOf, type Target } from '../monitoring/preview/src/frames.ts';
import { notDrawn, overlaps, type Panel } from '../monitoring/preview/src/not-drawn.ts';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const dashboard = (): { panels: Panel[] } =>
  JSON.parse(read('monitoring/grafana/dashboards/bora.json')) as { panels: Panel[] };

const target: Target = { refId: 'A', expr: 'up', legendFormat: '{{job}} {{ instance }}' };
const series = (job: string, ...figures: string[]) => ({
  metric: { job, instance: 'one' },
  values: figures.map((figure, index) => [index * 15, figure] as const),
});

test('every series is a frame of its own that is called what the legend says, its figures numbers', () => {
  const frames = framesOf([
    { target, stepSeconds: 15, series: [series('api', '1', 'NaN'), series('worker', '+Inf')] },
  ]);
  expect(frames.map(({ name }) => name)).toEqual(['api one', 'worker one']);
  const [time, value] = frames[0]!.fields;
  expect(time).toMatchObject({ values: [0, 15_000], config: { interval: 15_000 } });
  expect(value).toMatchObject({ values: [1, Number.NaN], config: { displayNameFromDS: 'api one' } });
  expect(frames[1]!.fields[1]!.values).toEqual([Number.POSITIVE_INFINITY]);
});

test('where figures are missing there is a gap, and no line across it', () => {
  const late = [
    [0, '1'],
    [45, '2'],
  ] as const;
  const [frame] = framesOf([{ target, stepSeconds: 15, series: [{ ...series('api'), values: late }] }]);
  expect(frame!.fields.map(({ values }) => values)).toEqual([
    [0, 15_000, 30_000, 45_000],
    [1, null, null, 2],
  ]);
});

test('a legend that names a label which is not there is refused', () => {
  const misspelt = { ...target, legendFormat: '{{jobb}}' };
  expect(() => framesOf([{ target: misspelt, stepSeconds: 15, series: [series('api', '1')] }])).toThrow(
    'the legend names jobb, which no series has',
  );
});

test('a question that is asked as a table is one frame with a column for every label', () => {
  const asTable = (refId: string) => ({ ...target, refId, format: 'table', instant: true });
  const frames = framesOf(
    ['A', 'B'].map((refId) => ({ target: asTable(refId), stepSeconds: 15, series: [series('api', '1')] })),
  );
  expect(frames.map(({ fields }) => fields.map(({ name }) => name))).toEqual([
    ['Time', 'instance', 'job', 'Value #A'],
    ['Time', 'instance', 'job', 'Value #B'],
  ]);
});

test('all that the dashboard asks for is drawn by the preview', () => {
  const { panels } = dashboard();
  expect(panels.flatMap(notDrawn)).toEqual([]);
  expect(overlaps(panels)).toEqual([]);
});

test('every threshold of the dashboard can be reached: each is above the one before it', () => {
  const Steps = z.object({ steps: z.array(z.object({ value: z.number().nullable() })) }).optional();
  const dead = dashboard().panels.filter(({ fieldConfig }) => {
    const { steps } = Steps.parse(fieldConfig?.defaults.thresholds) ?? { steps: [] };
    const values = steps.map(({ value }) => value ?? Number.NEGATIVE_INFINITY);
    return values.some((value, index) => index > 0 && value <= values[index - 1]!);
  });
  expect(dead.map(({ title }) => title)).toEqual([]);
});

test('whatever the preview would leave out is named, wherever it stands', () => {
  const panel = dashboard().panels.find(({ type }) => type === 'timeseries')!;
  const { defaults } = panel.fieldConfig!;
  const matcher = { id: 'byName', options: 'scored' };
  const asked = {
    ...panel,
    timeShift: '1h',
    options: { ...panel.options, orientation: 'vertical' },
    fieldConfig: {
      defaults: { ...defaults, links: [], custom: { axisColorMode: 'series' } },
      overrides: [{ matcher, properties: [{ id: 'custom.fillBelowTo' }] }],
    },
    targets: [{ ...panel.targets![0]!, hide: true }],
    transformations: [{ id: 'reduce', options: {} }],
  };
  expect(notDrawn(asked)).toEqual([
    'timeShift',
    'hide',
    'orientation',
    'links',
    'custom.axisColorMode',
    'custom.fillBelowTo',
    'reduce',
  ]);
  expect(notDrawn({ ...panel, type: 'heatmap' })).toEqual(['a panel of the kind heatmap']);
});

test('a panel that lies on another is named', () => {
  const [, one, other] = dashboard().panels;
  const moved = { ...other!, gridPos: one!.gridPos };
  expect(overlaps([one!, moved])).toEqual([`${one!.title} and ${other!.title} lie on each other`]);
});

test('the components that draw it are of the version of Grafana that the composition runs', () => {
  const Image = z.object({ services: z.object({ grafana: z.object({ image: z.string() }) }) });
  const Manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
  const { image } = Image.parse(parse(read('docker-compose.yml'))).services.grafana;
  const { dependencies } = Manifest.parse(JSON.parse(read('monitoring/preview/package.json')));
  const versions = ['@grafana/data', '@grafana/schema', '@grafana/ui'].map((name) => dependencies[name]);
  expect(versions).toEqual(Array(3).fill(image.split(':')[1]));
});
