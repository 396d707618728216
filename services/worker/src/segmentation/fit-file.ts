import {
  type MemberPage,
  membersPerPage,
  type SegmentationLayout,
  type SegmentationProgress,
} from '@bora/contracts';
import {
  type CustomerTable,
  fitSegmentation,
  type LayoutFit,
  layoutFit,
  memberValues,
  readCustomers,
  sayNearest,
} from '@bora/segmentation';
import type { FitResult, FitTask } from './fit-protocol.ts';

export interface FitSurroundings {
  /** Null after the last piece. */
  readPiece(piece: number): Promise<Uint8Array | null>;
  keepMembers(page: number, json: Uint8Array): Promise<void>;
  onProgress(progress: SegmentationProgress): void;
}

/**
 * Reads a file of customers or transactions, segments its customers, and gives away the members page by page.
 * @throws LayoutError; as `readCustomers` and `fitSegmentation`.
 */
export async function fitFile(task: FitTask, surroundings: FitSurroundings): Promise<FitResult> {
  const { onProgress, readPiece } = surroundings;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    let done = 0;
    for (let piece = 0; ; piece += 1) {
      const bytes = await readPiece(piece);
      if (!bytes) return;
      yield bytes;
      done += bytes.length;
      onProgress({ stage: 'reading', done, total: task.fileBytes, step: 'bytes read' });
    }
  }
  const layout = await chooseLayout(task, pieces);
  const table = await readCustomers(pieces(), layout, {
    algorithm: task.request.algorithm,
    dropDuplicates: task.dropDuplicates,
    ...(task.snapshotMs !== null && { snapshot: task.snapshotMs }),
  });
  const earlier = task.earlier?.layout === layout.id ? task.earlier : undefined;
  const fitted = await fitSegmentation(
    table,
    layout,
    task.request,
    { onProgress: (done, total, step) => onProgress({ stage: 'fitting', done, total, step }) },
    earlier,
  );
  const columns = await keepMembers(table, fitted.labels, surroundings);
  return { fitted, customers: table.ids.length, columns };
}

async function chooseLayout(
  { layout, kind, layouts: all }: FitTask,
  pieces: () => AsyncIterable<Uint8Array>,
): Promise<SegmentationLayout> {
  const layouts = all.filter((one) => kind === null || one.kind === kind);
  const ids = layouts.map(({ id }) => id).join(', ');
  if (layout !== null) {
    const named = layouts.find(({ id }) => id === layout);
    if (named) return named;
    throw new LayoutError('unknown-layout', `There is no such layout. Choose one of ${ids}.`);
  }
  const fits: LayoutFit<SegmentationLayout>[] = [];
  for (const one of layouts) fits.push(await layoutFit(pieces(), one));
  const fitting = fits.filter((one) => one.fits);
  if (fitting.length === 1) return fitting[0]!.layout;
  const found =
    fitting.length === 0
      ? `No layout fits the columns of the file. ${sayNearest(fits)}`.trimEnd()
      : 'Several layouts fit the columns of the file.';
  throw new LayoutError('no-layout-fits', `${found} Choose one of ${ids}.`);
}

async function keepMembers(
  { ids, ...table }: CustomerTable,
  labels: Int32Array,
  { keepMembers, onProgress }: FitSurroundings,
): Promise<readonly string[]> {
  const values = memberValues({ ids, ...table });
  for (let start = 0; start < ids.length; start += membersPerPage) {
    const members: MemberPage = ids
      .slice(start, start + membersPerPage)
      .map((id, index) => [id, labels[start + index]!, ...values.of(start + index)]);
    await keepMembers(start / membersPerPage, Buffer.from(JSON.stringify(members)));
    onProgress({
      stage: 'writing',
      done: Math.min(ids.length, start + membersPerPage),
      total: ids.length,
      step: 'members written',
    });
  }
  return values.columns;
}

/** Which layout a file has is not known. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';
  readonly code: 'unknown-layout' | 'no-layout-fits';
  constructor(code: LayoutError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
