import { waitUntil } from '@bora/testing';
import type { Page } from 'playwright-core';

/** Waits until the page's first chart fills its place. */
export async function chartIsDrawn(page: Page): Promise<void> {
  const chart = page.locator('figure [role=img] svg').first();
  await chart.locator('rect').first().waitFor();
  const fillsItsPlace = async () => {
    const [drawn, place] = await Promise.all([chart.boundingBox(), chart.locator('xpath=..').boundingBox()]);
    return drawn !== null && place !== null && Math.abs(drawn.width - place.width) < 2;
  };
  await waitUntil(fillsItsPlace, { what: 'the chart to fill its place' });
}

/** Waits until the page's first line chart has its line. */
export async function lineIsDrawn(page: Page): Promise<void> {
  await page.locator('figure [role=img] svg g[aria-label=line] path').first().waitFor({ state: 'attached' });
}
