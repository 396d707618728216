import { readdir, readFile } from 'node:fs/promises';
import { SegmentationLayout } from '@bora/contracts';

const folders = ['transactions', 'customers'].map(
  (name) => new URL(`../../../../schemas/${name}/`, import.meta.url),
);

/** The layouts of `schemas/`, by id. */
export async function readSegmentationLayouts(): Promise<SegmentationLayout[]> {
  const layouts = await Promise.all(
    folders.map(async (folder) => {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
      return Promise.all(
        names.map(async (name) =>
          SegmentationLayout.parse(JSON.parse(await readFile(new URL(name, folder), 'utf8'))),
        ),
      );
    }),
  );
  return layouts.flat().sort((left, right) => (left.id < right.id ? -1 : 1));
}
