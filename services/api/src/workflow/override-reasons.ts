import { readFile } from 'node:fs/promises';
import { OverrideReason } from '@bora/contracts';
import { z } from 'zod';

const file = new URL('../../../../overrides/reasons.json', import.meta.url);

/** Why a person may decide otherwise: `overrides/reasons.json`. */
export async function readOverrideReasons(): Promise<OverrideReason[]> {
  return z.array(OverrideReason).parse(JSON.parse(await readFile(file, 'utf8')));
}
