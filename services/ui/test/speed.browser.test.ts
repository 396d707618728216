import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { applicantFile } from './support/applicant-files.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';

/** What is promised holds on a quiet machine, which BORA_QUIET_MACHINE=1 says that this is; else a quarter of it. */
const patience = process.env.BORA_QUIET_MACHINE ? 1 : 4;
const framesPerSecond = 50 / patience;
const openMs = 1_000 * patience;
const rows = 50_000;

describeInBrowser('50,000 results', (stage) => {
  let page: Page;

  beforeAll(async () => {
    ({ page } = await stage.openPage());
    await page.goto(stage.url);
    await page.locator('input[type=file]').setInputFiles(applicantFile('fifty-thousand.csv', rows));
    await page.getByRole('button', { name: 'Score this file' }).click();
    await page.getByRole('tab', { name: 'Scores (50,000)' }).waitFor({ timeout: 90_000 });
  });

  it('open in a second, the first rows in view', async () => {
    const opened: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const began = performance.now();
      await page.goto(page.url());
      await page.getByRole('link', { name: 'T-000001' }).waitFor();
      opened.push(performance.now() - began);
    }
    const best = Math.min(...opened);
    console.log(`results page with ${rows} rows opened in ${best.toFixed(0)} ms`);
    expect(best).toBeLessThan(openMs);
  });

  it('scroll at 50 frames a second, and show their rows when the scrolling rests', async () => {
    const measured = await page.evaluate(scrollForTwoSeconds);
    console.log(`scrolling ${rows} rows: ${measured.toFixed(1)} frames a second`);
    expect(measured).toBeGreaterThanOrEqual(framesPerSecond);
    await page.evaluate('document.querySelector("[role=region][tabindex]").scrollTo(0, 1e9)');
    await page.getByRole('link', { name: 'T-050000' }).waitFor();
  });
});

/** Runs in the page: moves the table a screen a frame and counts the frames. */
const scrollForTwoSeconds = new Function(`
  const table = document.querySelector('[role=region][tabindex]');
  return new Promise((resolve) => {
    const began = performance.now();
    let frames = 0;
    requestAnimationFrame(function step(now) {
      frames += 1;
      table.scrollTop += 120;
      if (now - began < 2000) requestAnimationFrame(step);
      else resolve((frames * 1000) / (now - began));
    });
  });`) as () => Promise<number>;
