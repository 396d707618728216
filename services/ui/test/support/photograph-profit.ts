import type { Page } from 'playwright-core';
import { lineIsDrawn } from './chart.ts';

export type Photograph = (name: string, fullPage?: boolean) => Promise<unknown>;

/** Photographs the pages of profit, of policies with a preview, and of a model. */
export async function walkProfit(
  page: Page,
  url: string,
  [first, second]: readonly [string, string],
  photograph: Photograph,
): Promise<void> {
  await page.goto(`${url}/simulations`);
  await page.getByRole('combobox', { name: 'Scenario' }).selectOption({ label: 'Thin margin' });
  await page.getByRole('link', { name: 'last-year-with-outcomes.csv' }).first().waitFor();
  await photograph('simulations', true);
  await page.goto(`${url}/simulations/${first}`);
  await lineIsDrawn(page);
  const thumb = page.getByRole('slider', { name: /Approve below/ });
  await thumb.focus();
  for (let press = 0; press < 6; press += 1) await thumb.press('ArrowRight');
  await page.getByText('newly approved').waitFor();
  await photograph('simulation', true);
  await page.goto(`${url}/simulations/compare?first=${first}&second=${second}`);
  await lineIsDrawn(page);
  await photograph('comparison', true);
  await page.goto(`${url}/policies`);
  await page.getByText('Nobody changes sides.').waitFor();
  await page.getByRole('slider', { name: 'Approve below' }).focus();
  for (let press = 0; press < 6; press += 1) await page.keyboard.press('ArrowLeft');
  await page.getByText('no longer approved').waitFor();
  await photograph('policies-preview', true);
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByRole('combobox', { name: 'Where' }).selectOption({ label: 'Age' });
  await page.getByRole('textbox', { name: 'Value' }).fill('75');
  await page.getByRole('textbox', { name: 'What is said' }).fill('Older than the product allows');
  await page.getByRole('button', { name: 'Keep this rule' }).click();
  await page.getByRole('button', { name: 'Replay the file' }).click();
  await page.getByText('These cut-offs and rules').waitFor();
  await page.getByRole('button', { name: 'Change the rule' }).click();
  await photograph('policies-rules', true);
  await page.goto(`${url}/models`);
  await page.getByRole('link', { name: 'Calibration, groups of people, drift' }).first().click();
  await lineIsDrawn(page);
  await page.getByText(/slope [\d.]+, intercept/).waitFor();
  await photograph('model-details', true);
}
