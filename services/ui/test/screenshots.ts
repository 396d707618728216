import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pagePaths } from '@bora/contracts';
import { type Platform, startPlatform } from '@bora/system-test/platform';
// Outside of a test run nothing else lets its calls carry the key of the platform.
import '../../../packages/testing/src/fetch-with-key.ts';
import { repositoryRoot } from '@bora/testing';
import type { Browser } from 'playwright-core';
import { applicantFile, fileWithBadRows } from './support/applicant-files.ts';
import { chromiumPath, launchBrowser, openPage, whySkipped } from './support/browser.ts';
import { customerFile } from './support/customer-file.ts';
import { type Photograph, photographs, type Stage } from './support/photographs.ts';
import { simulatedRuns } from './support/simulated-runs.ts';

const folder = join(repositoryRoot, 'docs/screenshots');
/** Photographs are taken beside other work. */
const patienceMs = 120_000;
const devices = [
  { ending: '', isPhone: false, width: 1280, height: 860 },
  { ending: '-360', isPhone: true, width: 360, height: 740 },
];

/** Photographs the pages of these names, or every page, into `docs/screenshots`, from a platform of its own. */
async function main(names: readonly string[]): Promise<void> {
  if (!chromiumPath) throw new Error(whySkipped);
  const unknown = names.filter((name) => !photographs.some((one) => one.name === name));
  if (unknown.length > 0) {
    const known = photographs.map(({ name }) => name).join(', ');
    console.error(`There is no photograph ${unknown.join(', ')}; there are ${known}.`);
    process.exitCode = 1;
    return;
  }
  const wanted = photographs.filter(({ name }) => names.length === 0 || names.includes(name));
  mkdirSync(folder, { recursive: true });
  const [platform, browser] = await Promise.all([startPlatform(), launchBrowser()]);
  try {
    const stage = await setStage(platform, browser);
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const { ending, isPhone, ...size } of devices) {
        for (const photograph of wanted) {
          if (photograph.isOfPhoneOnly && !isPhone) continue;
          const path = join(folder, `${photograph.name}-${colorScheme}${ending}.png`);
          await take(browser, photograph, stage, { colorScheme, ...size }, path);
          console.log(path);
        }
      }
    }
  } finally {
    await browser.close();
    await platform.stop();
  }
}

async function take(
  browser: Browser,
  { open, isWhole = false }: Photograph,
  stage: Stage,
  options: Parameters<typeof openPage>[1],
  path: string,
): Promise<void> {
  const { page, context } = await openPage(browser, options);
  page.setDefaultTimeout(patienceMs);
  await open(page, stage);
  await page.screenshot({ path, fullPage: isWhole });
  await context.close();
}

/** Files that are scored, simulated and segmented. */
async function setStage(platform: Platform, browser: Browser): Promise<Stage> {
  const { url } = platform;
  const simulated = await simulatedRuns(platform);
  const { page, context } = await openPage(browser);
  page.setDefaultTimeout(patienceMs);
  async function upload(file: ReturnType<typeof applicantFile>): Promise<string> {
    await page.goto(url);
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: 'Score this file' }).click();
    await page.getByRole('tab', { name: /^Scores/ }).waitFor();
    return page.url();
  }
  const faulty = await upload(fileWithBadRows('june-with-faults.csv', 1_000, 37));
  const good = await upload(applicantFile('july.csv', 20_000));
  await page.goto(`${url}${pagePaths.segmentations}`);
  await page.locator('input[type=file]').setInputFiles(customerFile('purchases.csv', 1_500));
  await page.getByRole('combobox', { name: 'Algorithm' }).selectOption('kmeans');
  await page.getByRole('button', { name: 'Find segments' }).click();
  await page.waitForURL(/\/segments\/[0-9a-f-]{36}$/);
  await page.getByText('What to do', { exact: true }).first().waitFor();
  const segmented = page.url();
  await context.close();
  return { url, faulty, good, segmented, simulated };
}

await main(process.argv.slice(2));
