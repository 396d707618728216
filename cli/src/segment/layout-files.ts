import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { OutcomesLayout, SegmentationLayout } from '@bora/contracts';
import { type LayoutFit, layoutFit, sayNearest } from '@bora/segmentation';
import type { z } from 'zod';
import { parsedJson } from '../files/schema-file.ts';
import { inRepository } from '../repository.ts';
import { CliError } from '../terminal/cli-error.ts';

/** The layout of customers by the id of one in `schemas/`, by path, or the one that fits the file. Throws `CliError`. */
export function segmentationLayout(file: string, idOrPath: string | undefined): Promise<SegmentationLayout> {
  return chosenLayout(file, idOrPath, ['transactions', 'customers'], SegmentationLayout, '--layout');
}

/** The same for a file of outcomes. */
export function outcomesLayout(file: string, idOrPath: string | undefined): Promise<OutcomesLayout> {
  return chosenLayout(file, idOrPath, ['outcomes'], OutcomesLayout, '--outcomes-layout');
}

async function chosenLayout<Layout extends SegmentationLayout | OutcomesLayout>(
  file: string,
  idOrPath: string | undefined,
  folders: readonly string[],
  type: z.ZodType<Layout>,
  option: string,
): Promise<Layout> {
  if (idOrPath !== undefined && /[/\\]|\.json$/.test(idOrPath)) return readLayout(resolve(idOrPath), type);
  const paths = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(inRepository('schemas', folder))).map((name) => inRepository('schemas', folder, name)),
    ),
  );
  const layouts = await Promise.all(paths.flat().map((path) => readLayout(path, type)));
  const ids = layouts.map(({ id }) => id).join(', ');
  if (idOrPath !== undefined) {
    const named = layouts.find(({ id }) => id === idOrPath);
    if (named) return named;
    throw new CliError(`There is no layout ${idOrPath}: give a path, or one of ${ids}.`);
  }
  const fits: LayoutFit<Layout>[] = [];
  for (const layout of layouts) fits.push(await layoutFit(createReadStream(file), layout));
  const fitting = fits.filter((one) => one.fits);
  if (fitting.length === 1) return fitting[0]!.layout;
  const found =
    fitting.length === 0
      ? `No layout fits the columns of ${file}. ${sayNearest(fits)}`.trimEnd()
      : `Several layouts fit the columns of ${file}.`;
  throw new CliError(`${found} Choose one with ${option}: ${ids}, or a path.`);
}

async function readLayout<Layout>(path: string, type: z.ZodType<Layout>): Promise<Layout> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) throw new CliError(`There is no layout ${path}.`);
  const parsed = type.safeParse(parsedJson(text, path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CliError(`${path} is not such a layout: ${issue?.path.join('.')}: ${issue?.message}.`);
}
