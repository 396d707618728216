import { existsSync } from 'node:fs';
import type { PurchasesLayout } from '@bora/contracts';
import { writeCompleteFile } from '../files/complete-file.ts';
import { inRepository } from '../repository.ts';
import { segmentationLayout } from '../segment/layout-files.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { syntheticPurchases } from './synthetic-purchases.ts';
import type { SynthOptions, WrittenFile } from './write-synthetic-file.ts';

/** The layout of purchases in `schemas/transactions` of this id; undefined where the id is another schema's. */
export async function purchasesLayout(id: string): Promise<PurchasesLayout | undefined> {
  if (!/^[a-z0-9-]+$/.test(id) || !existsSync(inRepository('schemas/transactions', `${id}.json`)))
    return undefined;
  const layout = await segmentationLayout('', id);
  return layout.kind === 'purchases' ? layout : undefined;
}

/** Writes a file of purchases of invented customers; it is there whole or not at all. */
export async function writePurchases(
  terminal: Terminal,
  layout: PurchasesLayout,
  { rows, seed, out }: Pick<SynthOptions, 'rows' | 'seed' | 'out'>,
): Promise<WrittenFile> {
  let bytes = 0;
  function* counted(): Generator<Buffer> {
    for (const piece of syntheticPurchases(layout, rows, seed)) {
      const encoded = Buffer.from(piece);
      bytes += encoded.length;
      yield encoded;
    }
  }
  await writeCompleteFile(out, counted(), terminal.signal);
  return { out, schema: layout.id, rows, bytes };
}
