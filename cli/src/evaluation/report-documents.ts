import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EvaluationReport } from '@bora/contracts';
import { renderEvaluationPage, renderModelCard } from '@bora/report';
import { writeCompleteFile } from '../files/complete-file.ts';
import { inRepository } from '../repository.ts';

export interface Document {
  readonly path: string;
  readonly text: string;
}

export interface ReportPlaces {
  readonly report: string;
  readonly page: string;
  readonly card: string;
}

/** Where a report and what is made of it stand: in the repository, or all in one folder. */
export function reportPlaces(folder: string | undefined): ReportPlaces {
  if (folder === undefined) {
    return {
      report: inRepository('reports', 'evaluation.json'),
      page: inRepository('reports', 'evaluation.html'),
      card: inRepository('docs', 'model-card.md'),
    };
  }
  return {
    report: join(folder, 'evaluation.json'),
    page: join(folder, 'evaluation.html'),
    card: join(folder, 'model-card.md'),
  };
}

/** The report, its page and its model card; the latter two are made from the report alone. */
export function reportDocuments(report: EvaluationReport, places: ReportPlaces): Document[] {
  return [
    { path: places.report, text: `${JSON.stringify(report, null, 2)}\n` },
    { path: places.page, text: renderEvaluationPage(report) },
    { path: places.card, text: renderModelCard(report) },
  ];
}

/** Writes them one after the other, each whole or not at all; from here on Ctrl-C is too late. */
export async function writeDocuments(documents: readonly Document[]): Promise<void> {
  const never = new AbortController().signal;
  for (const { path, text } of documents) {
    await mkdir(dirname(path), { recursive: true });
    await writeCompleteFile(path, [text], never);
  }
}
