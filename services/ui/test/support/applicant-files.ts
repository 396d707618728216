import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@bora/testing';

const [header = '', ...sampleLines] = readFileSync(join(repositoryRoot, 'data/sample-applicants.csv'), 'utf8')
  .trimEnd()
  .split(/\r?\n/);

interface UploadedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A CSV file of so many applicants like those of the sample, each with an id of its own. */
export function applicantFile(name: string, rows: number): UploadedFile {
  return csvFile(
    name,
    Array.from({ length: rows }, (_, index) => applicantLine(index + 1)),
  );
}

/** The same, but `badRows` of its rows, evenly spread, have a field too few. */
export function fileWithBadRows(name: string, rows: number, badRows: number): UploadedFile {
  const every = Math.floor(rows / badRows);
  const isBad = (row: number) => row % every === 0 && row / every <= badRows;
  return csvFile(
    name,
    Array.from({ length: rows }, (_, index) => {
      const line = applicantLine(index + 1);
      return isBad(index + 1) ? line.slice(0, line.lastIndexOf(',')) : line;
    }),
  );
}

/** A file whose header has one column misspelt and lacks the last one. */
export function fileWithBadHeader(name: string): { file: UploadedFile; misspelt: string; meant: string } {
  const names = header.split(',');
  const meant = names[2]!;
  const misspelt = `${meant}X`;
  names[2] = misspelt;
  const lines = [names.join(','), sampleLines[0]!];
  return { file: asFile(name, lines), misspelt, meant };
}

function applicantLine(row: number): string {
  const line = sampleLines[(row - 1) % sampleLines.length]!;
  return `T-${String(row).padStart(6, '0')}${line.slice(line.indexOf(','))}`;
}

const csvFile = (name: string, lines: readonly string[]) => asFile(name, [header, ...lines]);

function asFile(name: string, lines: readonly string[]): UploadedFile {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) };
}
