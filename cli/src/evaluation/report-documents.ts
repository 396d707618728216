import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EvaluationReport } from '@bora/contracts';
import { writeCompleteFile } from '../files/complete-file.ts';
import { inRepository } from '../repository.ts';

export interface Document {
  readonly path: string;
  readonly text: string;
}

export interface ReportPlaces {
  readonly report: string;
}

/** Where a report and what is made of it stand: in the repository, or all in one folder. */
export function reportPlaces(folder: string | undefined): ReportPlaces {
  return {
    report:
      folder === undefined ? inRepository('reports', 'evaluation.json') : join(folder, 'evaluation.json'),
  };
}

export function reportDocuments(report: EvaluationReport, places: ReportPlaces): Document[] {
  return [{ path: places.report, text: `${JSON.stringify(report, null, 2)}\n` }];
}

/** Writes them one after the other, each whole or not at all; from here on Ctrl-C is too late. */
export async function writeDocuments(documents: readonly Document[]): Promise<void> {
  const never = new AbortController().signal;
  for (const { path, text } of documents) {
    await mkdir(dirname(path), { recursive: true });
    await writeCompleteFile(path, [text], never);
  }
}
