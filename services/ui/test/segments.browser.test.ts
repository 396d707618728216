import { readFile } from 'node:fs/promises';
import { pagePaths, SegmentationRun } from '@bora/contracts';
import { forgetSegmentation } from '@bora/system-test/forget-segmentation';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { lineIsDrawn } from './support/chart.ts';
import { customerFile } from './support/customer-file.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';

const customers = 600;

describeInBrowser('segments', (stage) => {
  let finished: string;

  async function openSegments() {
    const opened = await stage.openPage();
    await opened.page.goto(`${stage.url}${pagePaths.segmentations}`);
    return opened;
  }

  async function isWhole(page: Page): Promise<void> {
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await page.locator('body').innerText()).not.toMatch(/undefined|NaN|\[object/);
  }

  it('are found in a file by keys alone, and shown with names, sizes, means, curves, scatter and the file of customers', async () => {
    const { page, complaints } = await openSegments();
    await page.getByText('No file has been segmented yet').waitFor();
    await isWhole(page);
    await page.locator('input[type=file]').setInputFiles(customerFile('shop.csv', customers));
    const algorithm = page.getByRole('combobox', { name: 'Algorithm' });
    await algorithm.focus();
    await page.keyboard.press('k');
    expect(await algorithm.inputValue()).toBe('kmeans');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1');
    await page.getByText('A whole number from 2 to 50, or nothing.').waitFor();
    expect(await page.getByRole('button', { name: 'Find segments' }).isDisabled()).toBe(true);
    await page.keyboard.press('Backspace');
    await isWhole(page);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/segments\/[0-9a-f-]{36}$/);
    finished = page.url();
    const cards = page.getByRole('region', { name: 'Segments' }).getByRole('article');
    await cards.first().waitFor({ timeout: 60_000 });

    const id = new URL(finished).pathname.split('/').at(-1);
    const run = SegmentationRun.parse(await (await fetch(`${stage.url}/v1/segmentations/${id}`)).json());
    const { segments } = run.summary!;
    expect(await cards.count()).toBe(segments.length);
    for (const { name, customers: count, description, action, profile } of segments) {
      const said = await page.getByRole('article', { name, exact: true }).innerText();
      for (const part of [
        name,
        `${count} customers`,
        description,
        action,
        ...profile.map(({ label }) => label),
      ])
        expect(said).toContain(part);
    }
    await lineIsDrawn(page);
    expect(await page.locator('figure [role=img][aria-label^="Line chart"]').count()).toBe(2);
    const dots = page.locator('figure [role=img][aria-label^="Scatter"] svg g[aria-label=dot] circle');
    await expect.poll(() => dots.count()).toBe(customers);
    const colors = await page.evaluate(
      `new Set([...document.querySelectorAll('g[aria-label=dot] circle')].map((dot) => getComputedStyle(dot).fill)
        .filter((fill) => fill !== 'none')).size`,
    );
    expect(colors).toBeGreaterThanOrEqual(segments.length);
    await page.getByRole('combobox', { name: 'Across' }).selectOption({ index: 2 });
    await expect.poll(() => dots.count()).toBe(customers);
    await isWhole(page);

    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download all customers as CSV' }).click();
    const lines = (await readFile(await (await downloading).path(), 'utf8')).trimEnd().split('\n');
    expect(lines.length).toBe(customers + 1);
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 120_000);

  it('of a long run can be cancelled after a second yes, and the list says so', async () => {
    const { page, complaints } = await openSegments();
    await page.locator('input[type=file]').setInputFiles(customerFile('long.csv', 2_500));
    await page.getByRole('combobox', { name: 'Algorithm' }).selectOption('gmm');
    await page.getByRole('button', { name: 'Find segments' }).click();
    await page.getByText(/Finding segments/).waitFor({ timeout: 60_000 });
    await page.reload();
    await page.getByRole('button', { name: 'Cancel this segmentation' }).click();
    await isWhole(page);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel this segmentation' }).click();
    await page.getByText('This segmentation was cancelled').waitFor();
    await page.getByRole('button', { name: 'Analysis' }).click();
    await page.getByRole('link', { name: 'Segments', exact: true }).click();
    await page.getByRole('row', { name: /long\.csv.*Cancelled/ }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 120_000);

  it('of a file that fits no layout are refused in words', async () => {
    const { page } = await openSegments();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') });
    await page.getByRole('button', { name: 'Find segments' }).click();
    await page.getByText('This file cannot be segmented').waitFor({ timeout: 60_000 });
    await isWhole(page);
    await page.context().close();
  });

  it('that ship stand in the list and on a page, and every page fits 360 pixels in the dark', async () => {
    const { page, complaints } = await stage.openPage({
      width: 360,
      height: 740,
      colorScheme: 'dark',
    });
    await page.goto(`${stage.url}${pagePaths.segmentations}`);
    const shipped = page.getByRole('region', { name: 'Kept under a name' }).getByRole('link');
    await shipped.first().waitFor();
    const names = await shipped.allInnerTexts();
    expect(names.length).toBeGreaterThan(3);
    const stored = names.map((name) => `${stage.url}/segments/stored/${name}`);
    for (const address of [`${stage.url}${pagePaths.segmentations}`, finished, ...stored]) {
      await page.goto(address);
      await page.locator('table').first().waitFor({ state: 'attached' });
      await expect.poll(() => page.getByText('Loading …').count()).toBe(0);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect([address, Number(width) <= 360]).toEqual([address, true]);
      await isWhole(page);
    }
    for (const address of ['/segments/stored/nobody', '/segments/00000000-0000-4000-8000-000000000000']) {
      await page.goto(`${stage.url}${address}`);
      await page.getByText('There is no such segmentation').waitFor();
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  }, 120_000);

  it('stay on the page when their customers have expired, which it says instead of offering them', async () => {
    await forgetSegmentation(stage.platform, new URL(finished).pathname.split('/').at(-1)!);
    const { page } = await stage.openPage();
    await page.goto(finished);
    await page.getByText('The customers themselves are kept for a few days only').waitFor();
    expect(await page.getByRole('region', { name: 'Segments' }).getByRole('article').count()).toBeGreaterThan(
      1,
    );
    expect(await page.getByRole('link', { name: 'Download all customers as CSV' }).count()).toBe(0);
    expect(await page.getByRole('alert').count()).toBe(0);
    await isWhole(page);
    await page.goto(`${stage.url}${pagePaths.segmentations}`);
    await page.getByRole('row', { name: /shop\.csv/ }).waitFor();
    await page.context().close();
  });
});
