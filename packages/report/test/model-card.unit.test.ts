import { formatFigure, renderModelCard } from '@bora/report';
import { expect, test } from 'vitest';
import { inventedEvaluation } from './invented-evaluation.ts';

const formats = ['count', 'share', 'decimal', 'fine'] as const;

test('every figure of the card stands in the report', () => {
  const report = inventedEvaluation('invented');
  const known = new Set(
    numbersIn(report).flatMap((value) =>
      formats.map((format) => formatFigure(value, format).replace(' %', '')),
    ),
  );
  const badShare = formatFigure(report.protocol.data.bad / report.protocol.data.rows, 'share').replace(
    ' %',
    '',
  );
  known.add(badShare);
  const figures = renderModelCard(report).match(/−?\d[\d,]*\.\d+/g) ?? [];
  const versions = new Set(['4.22']);
  expect(figures.length).toBeGreaterThan(80);
  expect(figures.filter((figure) => !known.has(figure) && !versions.has(figure))).toEqual([]);
});

test('the card tells use, figures, costs of restrictions, groups, drift, limits and protocol', () => {
  const headings = renderModelCard(inventedEvaluation('invented')).match(/^##+ .*/gm);
  expect(headings).toEqual([
    '## Intended use',
    '## Out-of-fold figures',
    '## Calibration',
    '## What other choices give',
    '### Under other compliance profiles',
    '### Without some variables',
    '### With other folds',
    '### Against simpler models',
    '## Variables',
    '## Groups of people',
    '## Drift',
    '### invented',
    '## Limits',
    '## Protocol',
  ]);
});

test('a label cannot break a table, begin a heading or bring in markup', () => {
  const hostile = 'a | b\n# heading\n<img src=x> [link](javascript:alert) `code` *bold*';
  const card = renderModelCard(inventedEvaluation(hostile));
  expect(card).not.toMatch(/^# heading|(?<!\\)<|(?<!\\)\[link/m);
  const widths = (text: string) =>
    text
      .split('\n\n')
      .filter((part) => part.startsWith('|'))
      .map((table) =>
        table
          .trimEnd()
          .split('\n')
          .map((row) => row.split(/(?<!\\)\|/).length),
      );
  for (const table of widths(card)) expect(new Set(table).size).toBe(1);
});

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}
