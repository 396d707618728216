import { readFileSync } from 'node:fs';
import { sharedData } from '@bora/testing';
import { z } from 'zod';
import { applyScaling, fitScaling, type Matrix, matrixOf } from '../src/index.ts';

export const absent = 'The published files in ../shared/data are absent.';

/** Numbers of a CSV file with a header, without its first column, or undefined where the file is absent. */
export function numbersOf(folder: string, file: string, columns: readonly number[]): Matrix | undefined {
  const path = sharedData(folder, file);
  if (!path) return undefined;
  const lines = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/).slice(1);
  return matrixOf(
    lines.map((line) => {
      const fields = line.split(',');
      return columns.map((column) => Number(fields[column]));
    }),
  );
}

/** Recency, frequency and monetary value of the retailer's customers, as logarithms in standard units. */
export function scaledRetail(): Matrix | undefined {
  const raw = numbersOf('online_retail', 'rfm.csv', [1, 2, 3]);
  return raw && applyScaling(raw, fitScaling(raw, 'log-standard', [true, true, true]));
}

/** Income and spending score of the customers of a shopping mall. */
export function mall(): Matrix | undefined {
  return numbersOf('mall_customers', 'Mall_Customers.csv', [3, 4]);
}

const Published = z.looseObject({});

/** A value of a published reference, by its path. */
export function publishedAt(folder: string, ...path: string[]): unknown {
  const file = sharedData(folder, 'reference.json');
  let value: unknown = JSON.parse(readFileSync(file!, 'utf8'));
  for (const key of path) value = Published.parse(value)[key];
  return value;
}

export function publishedNumber(folder: string, ...path: string[]): number {
  return z.number().parse(publishedAt(folder, ...path));
}

export function publishedNumbers(folder: string, ...path: string[]): Record<string, number> {
  return z.record(z.string(), z.number()).parse(publishedAt(folder, ...path));
}

/** Rows with each label, greatest first. */
export function sizesOf(labels: Int32Array): number[] {
  const sizes = new Map<number, number>();
  for (const label of labels) if (label >= 0) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return [...sizes.values()].sort((a, b) => b - a);
}
