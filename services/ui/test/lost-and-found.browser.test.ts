import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { applicantFile } from './support/applicant-files.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';

describeInBrowser('what breaks meanwhile', (stage) => {
  async function upload(rows: number): Promise<Page> {
    const { page } = await stage.openPage();
    await page.goto(stage.url);
    await page.locator('input[type=file]').setInputFiles(applicantFile(`${rows}.csv`, rows));
    await page.getByRole('button', { name: 'Score this file' }).click();
    await page.waitForURL(/\/files\//);
    return page;
  }

  async function stopWorkers(): Promise<void> {
    await Promise.all(stage.platform.workers.splice(0).map((worker) => worker.kill('SIGKILL')));
  }

  it('a reload in the middle of a file goes on where it was, and a worker that dies and comes back finishes it', async () => {
    await stopWorkers();
    const page = await upload(20_000);
    await page.getByText('0 of 20,000 rows').waitFor();
    await page.getByText('waiting for a worker').waitFor();
    await page.reload();
    await page.getByText('0 of 20,000 rows').waitFor();
    const worker = await stage.platform.startWorker();
    await page.getByText(/^([1-9]|1\d),000 of 20,000 rows/).waitFor({ timeout: 90_000 });
    await worker.kill('SIGKILL');
    stage.platform.workers.splice(0);
    await stage.platform.startWorker();
    await page.getByRole('tab', { name: 'Scores (20,000)' }).waitFor({ timeout: 60_000 });
    await page.context().close();
  });

  it('an api that dies is said to be away, and the page goes on by itself when it is back', async () => {
    await stopWorkers();
    const page = await upload(1_000);
    await page.getByText('0 of 1,000 rows').waitFor();
    await stage.platform.api.kill('SIGKILL');
    await page.getByText('Bora does not answer.').first().waitFor({ timeout: 30_000 });
    await stage.platform.startApi();
    await stage.platform.startWorker();
    await page.getByRole('tab', { name: 'Scores (1,000)' }).waitFor({ timeout: 60_000 });
    await expect.poll(() => page.getByText('Bora does not answer.').count(), { timeout: 30_000 }).toBe(0);
    await page.context().close();
  });

  it('a file that is cancelled stops, and says how far it came', async () => {
    await stopWorkers();
    const page = await upload(1_000);
    await page.getByRole('button', { name: 'Cancel this file' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel this file' }).click();
    await page.getByText('This file was cancelled').waitFor();
    await page.getByText('0 of 1,000 rows were scored before.').waitFor();
    await stage.platform.startWorker();
    await page.context().close();
  });
});
