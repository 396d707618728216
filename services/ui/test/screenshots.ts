import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pagePaths } from '@bora/contracts';
import { startPlatform } from '@bora/system-test/platform';
// Outside of a test run nothing else lets its calls carry the key of the platform.
import '../../../packages/testing/src/fetch-with-key.ts';
import { repositoryRoot } from '@bora/testing';
import type { Page } from 'playwright-core';
import { applicantFile, fileWithBadRows } from './support/applicant-files.ts';
import { chromiumPath, launchBrowser, openPage, whySkipped } from './support/browser.ts';
import { chartIsDrawn, lineIsDrawn } from './support/chart.ts';
import { customerFile } from './support/customer-file.ts';
import { type Photograph, walkProfit } from './support/photograph-profit.ts';
import { simulatedRuns } from './support/simulated-runs.ts';

/** Photographs every page in light and dark into `docs/screenshots`, from a platform of its own. */
const folder = join(repositoryRoot, 'docs/screenshots');
/** Photographs are taken beside other work. */
const patienceMs = 120_000;

async function main(): Promise<void> {
  if (!chromiumPath) throw new Error(whySkipped);
  mkdirSync(folder, { recursive: true });
  const [platform, browser] = await Promise.all([startPlatform(), launchBrowser()]);
  try {
    const runs = await simulatedRuns(platform);
    const results = await uploadFiles(platform.url);
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, context } = await openPage(browser, { colorScheme, width: 1280, height: 860 });
      page.setDefaultTimeout(patienceMs);
      const photograph: Photograph = (name, fullPage = false) =>
        page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage });
      await walk(page, platform.url, results, photograph);
      await walkProfit(page, platform.url, runs, photograph);
      await context.close();
      const small = await openPage(browser, { colorScheme, width: 360, height: 740 });
      small.page.setDefaultTimeout(patienceMs);
      const photographSmall: Photograph = (name, fullPage = false) =>
        small.page.screenshot({ path: join(folder, `${name}-${colorScheme}-360.png`), fullPage });
      await walk(small.page, platform.url, results, photographSmall);
      await walkProfit(small.page, platform.url, runs, photographSmall);
      await small.context.close();
    }
  } finally {
    await browser.close();
    await platform.stop();
  }

  async function uploadFiles(url: string): Promise<string[]> {
    const { page, context } = await openPage(browser);
    page.setDefaultTimeout(patienceMs);
    const addresses: string[] = [];
    for (const file of [
      fileWithBadRows('june-with-faults.csv', 1_000, 37),
      applicantFile('july.csv', 20_000),
    ]) {
      await page.goto(url);
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByRole('button', { name: 'Score this file' }).click();
      await page.getByRole('tab', { name: /^Scores/ }).waitFor();
      addresses.push(page.url());
    }
    await page.goto(`${url}${pagePaths.segmentations}`);
    await page.locator('input[type=file]').setInputFiles(customerFile('purchases.csv', 1_500));
    await page.getByRole('combobox', { name: 'Algorithm' }).selectOption('kmeans');
    await page.getByRole('button', { name: 'Find segments' }).click();
    await page.waitForURL(/\/segments\/[0-9a-f-]{36}$/);
    await page.getByText('What to do', { exact: true }).first().waitFor();
    addresses.push(page.url());
    await context.close();
    return addresses;
  }
}

/** As whoever is not signed in sees it. */
async function photographSignIn(page: Page, url: string, photograph: Photograph): Promise<void> {
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.goto(url);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await photograph('sign-in');
  await page.context().addCookies(cookies);
}

async function walk(
  page: Page,
  url: string,
  [faulty = '', good = '', segmented = '']: readonly string[],
  photograph: Photograph,
): Promise<void> {
  await photographSignIn(page, url, photograph);
  await page.goto(url);
  await page.getByRole('link', { name: 'july.csv' }).waitFor();
  await photograph('start');
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await page.getByText('This file can be scored').waitFor();
  await photograph('header-check');

  await page.goto(good);
  await page.getByRole('link', { name: 'T-000001' }).waitFor();
  await chartIsDrawn(page);
  await photograph('results', true);
  await page.goto(faulty);
  await page.getByRole('tab', { name: 'Rejected (37)' }).click();
  await page.getByRole('region', { name: 'Rejected rows' }).waitFor();
  await chartIsDrawn(page);
  await photograph('rejects', true);

  await page.goto(`${good}/rows/2`);
  await page.getByText('Values given').waitFor();
  await chartIsDrawn(page);
  await photograph('applicant', true);

  await page.goto(`${url}/person`);
  await page.getByRole('button', { name: 'Fill in an example' }).click();
  await page.getByRole('button', { name: 'Score', exact: true }).click();
  await chartIsDrawn(page);
  await photograph('person');

  await page.goto(segmented);
  await lineIsDrawn(page);
  await page.getByText('A number stands at the middle').waitFor();
  await photograph('segments', true);

  await page.goto(`${url}/segments`);
  await page.getByRole('link', { name: 'purchases.csv' }).waitFor();
  await page.getByText('Kept under a name').waitFor();
  await photograph('segmentations', true);
  await page.goto(`${url}/no/such/page`);
  await page.getByText('There is no such page').waitFor();
  await photograph('no-such-page');

  for (const [name, text] of [
    ['decisions', /^[A-Z]+-\d/],
    ['referrals', /^[A-Z]+-\d/],
    ['notices', 'to issue'],
    ['audit', /^Uploaded a file/],
    ['policies', 'Swap-set'],
    ['models', 'Trained on'],
    ['operations', 'Threads'],
    ['files', 'july.csv'],
    ['people', 'administrator (you)'],
    ['keys', 'local key'],
    ['account', 'New password again'],
  ] as const) {
    await page.goto(`${url}/${name}`);
    await page.getByText(text).first().waitFor();
    await photograph(name, true);
  }
}

await main();
