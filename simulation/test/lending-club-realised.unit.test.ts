import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ApplicationSchema } from '@bora/contracts';
import { fieldsOf } from '@bora/features';
import { repositoryRoot, sharedData } from '@bora/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  type ObservedEconomics,
  parseObservedEconomics,
  type RealisedTotals,
  realisedLoansReader,
  reportRealised,
} from '../src/index.ts';

const file = sharedData('lending_club', 'lendingclub_2007_2011.csv.gz');
const reference = sharedData('lending_club', 'reference.json');

/** Sums in floating point as pandas made them: right to far below a cent. */
const Totals = z.record(z.string(), z.number());
const Reference = z.object({
  all: Totals,
  by_grade: z.record(z.string(), Totals),
  by_term: z.record(z.string(), Totals),
  by_issue_year: z.record(z.string(), Totals),
});

function realised() {
  const read = (...path: string[]) => readFileSync(join(repositoryRoot, ...path), 'utf8');
  const schema = ApplicationSchema.parse(JSON.parse(read('schemas', 'lending-club.json')));
  const economics = parseObservedEconomics(
    read('simulation', 'observed', 'lending-club.json'),
    'lending-club',
  );
  const label = schema.variables.find(({ kind }) => kind === 'label')!;
  const [header, ...lines] = gunzipSync(readFileSync(file!)).toString().trimEnd().split('\n');
  const reader = realisedLoansReader(economics, label, fieldsOf(header!, ',', '"')!);
  for (const [index, line] of lines.entries()) reader.add(fieldsOf(line, ',', '"')!, index + 2);
  return { economics, loans: reader.loans, report: reportRealised(economics, reader.loans) };
}

test('approving every LendingClub loan comes to the reference, to the cent: overall, by grade, term and year', (context) => {
  if (!file || !reference) return context.skip('The loans in ../shared/data/lending_club are absent.');
  const { economics, report, loans } = realised();
  const wanted = Reference.parse(JSON.parse(readFileSync(reference, 'utf8')));
  expect(report.all.amount).toBe(460_296_150);
  expect(report.all.profit).toBe(50_338_001.48);
  const withFractions = loans.profit.filter((profit) => profit % 10n ** 16n !== 0n);
  expect(withFractions).toHaveLength(38_049);

  expectAlike(economics, report.all, wanted.all);
  const groups = [wanted.by_grade, wanted.by_term, wanted.by_issue_year];
  expect(report.groups.map(({ totals }) => totals.map(({ value }) => value))).toEqual(
    groups.map(Object.keys),
  );
  for (const [index, { totals }] of report.groups.entries()) {
    for (const { value, totals: found } of totals) expectAlike(economics, found, groups[index]![value]!);
    // Sums of exact sums are exact: nothing is lost between the parts and the whole.
    const parts = totals.reduce((sum, part) => sum + part.totals.loans, 0);
    expect(parts).toBe(report.all.loans);
  }
});

test('rounding each of them to the cent would miss the total', (context) => {
  if (!file) return context.skip('The loans in ../shared/data/lending_club are absent.');
  const { loans, report } = realised();
  const cent = 10n ** 16n;
  const rounded = loans.profit.reduce((sum, profit) => {
    const half = profit < 0n ? -cent / 2n : cent / 2n;
    return sum + (profit + half) / cent;
  }, 0n);
  expect(Number(rounded) / 100).not.toBe(report.all.profit);
});

function expectAlike(
  { included }: ObservedEconomics,
  found: RealisedTotals,
  wanted: Readonly<Record<string, number>>,
): void {
  const cents = (amount: number | undefined) => Math.round(amount! * 100) / 100;
  const [profitName] = Object.keys(wanted).filter((name) => name.startsWith('profit_'));
  expect(found).toEqual({
    loans: wanted.loans,
    bad: wanted.charged_off,
    amount: cents(wanted.funded),
    profit: cents(wanted[profitName!]),
    included: Object.fromEntries(included.map(({ name, column }) => [name, cents(wanted[column])])),
  });
}
