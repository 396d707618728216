import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplicationSchema } from '@bora/contracts';
import { csvField } from '@bora/features';
import { repositoryRoot } from '@bora/testing';

/** The synthetic applicants that ship: a header and rows without quotation marks. */
const [header = '', ...rows] = readFileSync(join(repositoryRoot, 'data/sample-applicants.csv'), 'utf8')
  .trimEnd()
  .split('\n');
const names = header.split(',');
const schema = ApplicationSchema.parse(
  JSON.parse(readFileSync(join(repositoryRoot, 'schemas/pakdd2010.json'), 'utf8')),
);
const idName = schema.variables.find(({ kind }) => kind === 'id')!.name;
const textName = schema.variables.find(({ kind }) => kind === 'place')!.name;

export const applicantHeader = header;
export const idColumn = idName;

/** A row of an applicant; from the end of the sample it begins again. */
export function applicantRow(index: number, values: Readonly<Record<string, string>> = {}): string {
  const cells = rows[index % rows.length]!.split(',');
  for (const [name, value] of Object.entries(values)) cells[names.indexOf(name)] = csvField(value);
  return cells.join(',');
}

/** A good file of so many applicants. */
export function applicantFile(count: number): string {
  return `${[header, ...Array.from({ length: count }, (_, index) => applicantRow(index))].join('\n')}\n`;
}

/** A good file whose applicants have these ids, whatever is in them. */
export function fileOfIds(ids: readonly string[]): string {
  return `${[header, ...ids.map((id, index) => applicantRow(index, { [idName]: id }))].join('\n')}\n`;
}

/** A good file in which a text of each applicant is this one. */
export function fileWithText(count: number, text: string): string {
  const row = (_: unknown, index: number) => applicantRow(index, { [textName]: text });
  return `${[header, ...Array.from({ length: count }, row)].join('\n')}\n`;
}

/** A good single application. */
export function application(values: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const cells = rows[0]!.split(',');
  const given = names
    .map((name, index) => [name, cells[index]!] as const)
    .filter(([, value]) => value !== '');
  return { ...Object.fromEntries(given), ...values };
}
