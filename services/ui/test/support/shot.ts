import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Keeps a picture of the whole page in the folder that `BORA_SHOTS` names, if any: for people to look at. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.BORA_SHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
