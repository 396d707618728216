import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { BundleNotFoundError, ChampionNotFoundError } from '@bora/bundle';
import type {
  SegmentationLayout,
  SegmentationManifest,
  SegmentationRequest,
  SegmentOutcomes,
} from '@bora/contracts';
import {
  type CustomerTable,
  type FittedSegmentation,
  fitSegmentation,
  readCustomers,
  readLiveSegmentation,
  readSegmentation,
  type StoredSegmentation,
  segmentOutcomes,
  writeSegmentation,
} from '@bora/segmentation';
import type { Config } from '../config.ts';
import { existingFileSize } from '../files/existing-file.ts';
import { parseModelChoice } from '../models/model-reference.ts';
import { withStore } from '../stores.ts';
import { CliError } from '../terminal/cli-error.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { outcomesLayout, segmentationLayout } from './layout-files.ts';

export interface SegmentFileSettings {
  readonly layout: string | undefined;
  readonly asked: Partial<SegmentationRequest>;
  readonly dropDuplicates: boolean;
  /** Milliseconds, UTC. */
  readonly snapshot: number | undefined;
  /** `name[/version]` of a stored segmentation whose names are to be kept. */
  readonly previous: string | undefined;
  /** Name under which the segmentation is stored. */
  readonly name: string | undefined;
  readonly outcomes: string | undefined;
  readonly outcomesLayout: string | undefined;
}

export interface SegmentedFile {
  readonly layout: SegmentationLayout;
  readonly table: CustomerTable;
  readonly fitted: FittedSegmentation;
  readonly outcomes: SegmentOutcomes | null;
  readonly dataSha256: string;
  readonly stored: SegmentationManifest | null;
}

/** Reads a file of customers or transactions, segments its customers and stores the segmentation where it has a name. */
export async function segmentFile(
  terminal: Terminal,
  config: Config,
  file: string,
  settings: SegmentFileSettings,
): Promise<SegmentedFile> {
  const fileBytes = await existingFileSize(file);
  if (fileBytes === 0) throw new CliError(`${file} is empty: give a file of customers with a header.`);
  if (settings.outcomes !== undefined) await existingFileSize(settings.outcomes);
  const layout = await segmentationLayout(file, settings.layout);
  const previous =
    settings.previous === undefined ? undefined : await readPrevious(config, settings.previous);
  const { table, sha256: dataSha256 } = await readTable(terminal, file, fileBytes, layout, settings);
  const fitted = await fitTable(terminal, table, layout, settings.asked, previous);
  const outcomes =
    settings.outcomes === undefined
      ? null
      : await segmentOutcomes(
          createReadStream(settings.outcomes),
          await outcomesLayout(settings.outcomes, settings.outcomesLayout),
          fitted.summary.segments,
          table.ids,
          fitted.labels,
        );
  const { name } = settings;
  const stored =
    name === undefined
      ? null
      : await withStore(config.SEGMENT_STORE, config, (store) =>
          writeSegmentation(store, fitted, {
            name,
            dataSha256,
            ...(previous && { previous: previous.manifest.version }),
          }),
        );
  return { layout, table, fitted, outcomes, dataSha256, stored };
}

async function readPrevious(config: Config, choice: string): Promise<StoredSegmentation> {
  const { name, version } = parseModelChoice(choice);
  try {
    return await withStore(config.SEGMENT_STORE, config, (store) =>
      version === null ? readLiveSegmentation(store, name) : readSegmentation(store, { name, version }),
    );
  } catch (error) {
    if (!(error instanceof ChampionNotFoundError || error instanceof BundleNotFoundError)) throw error;
    throw new CliError(
      `There is no stored segmentation ${choice}: store one with --name ${name}, or leave --previous out.`,
    );
  }
}

async function readTable(
  terminal: Terminal,
  file: string,
  fileBytes: number,
  layout: SegmentationLayout,
  { asked, dropDuplicates, snapshot }: SegmentFileSettings,
): Promise<{ table: CustomerTable; sha256: string }> {
  const progress = startProgress(terminal, { label: 'Reading', total: fileBytes, unit: 'bytes' });
  const hash = createHash('sha256');
  let read = 0;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for await (const piece of createReadStream(file, { signal: terminal.signal })) {
      hash.update(piece);
      yield piece;
      read += piece.length;
      progress.update(read);
    }
  }
  try {
    const table = await readCustomers(pieces(), layout, {
      dropDuplicates,
      ...(asked.algorithm && { algorithm: asked.algorithm }),
      ...(snapshot !== undefined && { snapshot }),
    });
    return { table, sha256: hash.digest('hex') };
  } finally {
    progress.stop();
  }
}

async function fitTable(
  terminal: Terminal,
  table: CustomerTable,
  layout: SegmentationLayout,
  asked: Partial<SegmentationRequest>,
  previous: StoredSegmentation | undefined,
): Promise<FittedSegmentation> {
  let progress: ReturnType<typeof startProgress> | undefined;
  let total = 0;
  const onProgress = (done: number, steps: number, step: string) => {
    if (steps !== total) {
      progress?.stop();
      total = steps;
      progress = startProgress(terminal, { label: 'Segmenting', total, unit: 'steps' });
    }
    progress?.update(done, step);
  };
  try {
    return await fitSegmentation(
      table,
      layout,
      asked,
      { onProgress, signal: terminal.signal },
      previous?.summary,
    );
  } finally {
    progress?.stop();
  }
}
