import { pagePaths } from '@bora/contracts';
import type { Page } from 'playwright-core';
import { lineIsDrawn } from './chart.ts';
import type { Photograph } from './photographs.ts';

/** The pages of profit, of policies with a preview, and of a model. */
export const photographsOfProfit: readonly Photograph[] = [
  {
    name: 'simulations',
    isWhole: true,
    async open(page, { url }) {
      await page.goto(`${url}${pagePaths.simulations}`);
      await page.getByRole('combobox', { name: 'Scenario' }).selectOption({ label: 'Thin margin' });
      await page.getByRole('link', { name: 'last-year-with-outcomes.csv' }).first().waitFor();
    },
  },
  {
    name: 'simulation',
    isWhole: true,
    async open(page, { url, simulated: [first] }) {
      await page.goto(`${url}/simulations/${first}`);
      await lineIsDrawn(page);
      await moveSlider(page, /Approve below/, 'ArrowRight');
      await page.getByText('newly approved').waitFor();
    },
  },
  {
    name: 'comparison',
    isWhole: true,
    async open(page, { url, simulated: [first, second] }) {
      await page.goto(`${url}${pagePaths.compareSimulations}?first=${first}&second=${second}`);
      await lineIsDrawn(page);
    },
  },
  {
    name: 'policies-preview',
    isWhole: true,
    open: openPolicyPreview,
  },
  {
    name: 'policies-rules',
    isWhole: true,
    async open(page, stage) {
      await openPolicyPreview(page, stage);
      await page.getByRole('button', { name: 'Add a rule' }).click();
      await page.getByRole('combobox', { name: 'Where' }).selectOption({ label: 'Age' });
      await page.getByRole('textbox', { name: 'Value' }).fill('75');
      await page.getByRole('textbox', { name: 'What is said' }).fill('Older than the product allows');
      await page.getByRole('button', { name: 'Keep this rule' }).click();
      await page.getByRole('button', { name: 'Replay the file' }).click();
      await page.getByText('These cut-offs and rules').waitFor();
      await page.getByRole('button', { name: 'Change the rule' }).click();
    },
  },
  {
    name: 'model-details',
    isWhole: true,
    async open(page, { url }) {
      await page.goto(`${url}${pagePaths.models}`);
      await page.getByRole('link', { name: 'Calibration, groups of people, drift' }).first().click();
      await lineIsDrawn(page);
      await page.getByText(/slope [\d.]+, intercept/).waitFor();
    },
  },
];

async function openPolicyPreview(page: Page, { url }: { readonly url: string }): Promise<void> {
  await page.goto(`${url}${pagePaths.policies}`);
  await page.getByText('Nobody changes sides.').waitFor();
  await moveSlider(page, 'Approve below', 'ArrowLeft');
  await page.getByText('no longer approved').waitFor();
}

async function moveSlider(page: Page, name: string | RegExp, key: string): Promise<void> {
  const thumb = page.getByRole('slider', { name });
  await thumb.focus();
  for (let press = 0; press < 6; press += 1) await thumb.press(key);
}
