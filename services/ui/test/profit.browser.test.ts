import { readFile } from 'node:fs/promises';
import { ApplicationSchema, pagePaths } from '@bora/contracts';
import { SimulationList, SimulationRun } from '@bora/simulation/run';
import { acceptedBatch, completed } from '@bora/system-test/client';
import { labelledFile } from '@bora/system-test/labelled-file';
import { sharedData } from '@bora/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { applicantFile } from './support/applicant-files.ts';
import { lineIsDrawn } from './support/chart.ts';
import { describeInBrowserWith } from './support/describe-in-browser.ts';

const rows = 3_000;

describeInBrowserWith({ env: { CHUNK_ROWS: '500' } }, 'profit', (stage) => {
  beforeAll(async () => {
    const { id } = await acceptedBatch(stage.url, await labelledFile(stage.platform, rows, 5));
    await completed(stage.url, id);
  });

  async function openProfit(): Promise<{ page: Page; complaints: string[] }> {
    const { page, complaints } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.simulations}`);
    return { page, complaints };
  }

  async function simulate(page: Page, scenario: string): Promise<string> {
    await page.getByRole('combobox', { name: 'Scenario' }).selectOption({ label: scenario });
    await page.getByRole('button', { name: 'Run the simulation' }).click();
    await page.waitForURL(/\/simulations\/[0-9a-f-]{36}$/);
    await page.getByRole('region', { name: 'Ways to decide' }).first().waitFor();
    return page.url();
  }

  async function answer(path: string): Promise<unknown> {
    return (await fetch(`${stage.url}/v1${path}`)).json();
  }

  async function isWhole(page: Page): Promise<void> {
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await page.locator('body').innerText()).not.toMatch(/undefined|NaN|\[object/);
  }

  it('of a scored file is shown by way to decide, with intervals and every cut-off, marked as assumed', async () => {
    const { page, complaints } = await openProfit();
    await page.getByText('Nothing has been simulated yet.').waitFor();
    await page.getByRole('combobox', { name: 'Scenario' }).selectOption({ label: 'Thin margin' });
    await page.getByText('What is assumed').click();
    await page.getByRole('cell', { name: 'Loss given default' }).waitFor();
    await isWhole(page);
    const address = await simulate(page, 'Thin margin');
    const table = page.getByRole('region', { name: 'Ways to decide' }).locator('tbody tr');
    await expect.poll(() => table.count()).toBe(7);
    const names = await table.locator('td:first-child').allInnerTexts();
    expect(names[0]).toBe('The policy');
    expect(names).toContain('Oracle: knows every outcome');
    const { report } = SimulationRun.parse(await answer(new URL(address).pathname));
    const { approvalRate } = report!.strategies[0]!;
    expect(await table.first().innerText()).toContain(`${(approvalRate * 100).toFixed(1)}%`);
    expect(await table.first().innerText()).toMatch(/R\$[\d.]+ to -?R\$/);
    await page.getByText('Money is assumed; outcomes are those of the file').waitFor();
    await lineIsDrawn(page);
    await isWhole(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is shown by a variable, in other times and beside another scoring of the same file', async () => {
    const file = await labelledFile(stage.platform, rows, 5);
    const other = await acceptedBatch(stage.url, file, { query: '?model=pakdd2010-us-ecoa' });
    await completed(stage.url, other.id);
    const { page, complaints } = await openProfit();
    const variable = page.getByRole('combobox', { name: 'Profit of groups, by' });
    await expect.poll(() => variable.locator('option').count()).toBeGreaterThan(5);
    const schema = ApplicationSchema.parse(await answer('/schema'));
    const { name, label, values = {} } = schema.variables.find((one) => one.values?.F !== undefined)!;
    await variable.selectOption(name);
    await page.getByRole('combobox', { name: 'Compared with' }).selectOption({ index: 1 });
    const address = await simulate(page, 'Thin margin');
    const run = SimulationRun.parse(await answer(new URL(address).pathname));
    const { swapSets, segments } = run.report!;
    const rowsOf = (name: string | RegExp) => page.getByRole('region', { name }).locator('tbody tr');
    const swapped = rowsOf('Whom the other scoring of this file would swap');
    expect(await swapped.nth(0).innerText()).toContain(
      swapSets[0]!.swappedIn.applicants.toLocaleString('en'),
    );
    expect(await rowsOf(`By ${label}`).count()).toBe(segments!.segments.length);
    const named = await rowsOf(`By ${label}`).locator('td:first-child').allInnerTexts();
    expect(named).toContain(values.F);
    expect(named).not.toContain('F');
    expect(await rowsOf('In other times').count()).toBe(3);
    const zeroAt = await rowsOf('In other times').locator('td:last-child').allInnerTexts();
    for (const times of zeroAt) expect(times).toMatch(/^(× \d+\.\d\d|–)$/);
    await isWhole(page);
    expect(complaints).toEqual([]);
    if (process.env.SIM_SHOT) await page.screenshot({ path: process.env.SIM_SHOT, fullPage: true });
    await page.context().close();
  });

  it('follows a cut-off that is moved by keys, with who changes sides against the policy', async () => {
    const { page, complaints } = await openProfit();
    const address = await simulate(page, 'Thin margin');
    const { report } = SimulationRun.parse(await answer(new URL(address).pathname));
    const thumb = page.getByRole('slider', { name: /Approve below/ });
    await expect.poll(() => thumb.inputValue()).toBe('0.2');
    await thumb.focus();
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowRight');
    await page.getByText('Cut-off 22.0%').waitFor();
    const at = (cutOff: number) => report!.curve.find((point) => point.cutOff === cutOff)!;
    const newly = at(0.22).approved - at(0.2).approved;
    expect(newly).toBeGreaterThan(0);
    await page.getByText(`${newly} newly approved`).waitFor();
    await isWhole(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('of two runs stands side by side, with a word where their money differs', async () => {
    const { page, complaints } = await openProfit();
    await simulate(page, 'PAKDD 2009 parameters');
    await page.getByRole('link', { name: 'Compare with another run' }).click();
    await page.getByRole('heading', { name: 'Two simulations side by side' }).waitFor();
    const second = page.getByRole('combobox', { name: 'Second run' });
    const labels = await second.locator('option').allInnerTexts();
    await second.selectOption({ index: labels.findIndex((label) => label.includes('Thin margin')) });
    await page.getByText('The runs assume different money').waitFor();
    const first = page.getByRole('combobox', { name: 'First run' });
    await first.selectOption({ index: labels.findLastIndex((label) => label.includes('Thin margin')) });
    await page.getByText('Difference', { exact: true }).first().waitFor();
    expect(await page.getByText('The runs assume different money').count()).toBe(0);
    await lineIsDrawn(page);
    await isWhole(page);
    await page.reload();
    await page.getByText('Difference', { exact: true }).first().waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('of other cut-offs is seen on the policy page before a new version is saved', async () => {
    const { page, complaints } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.policies}`);
    const preview = page.getByRole('region', { name: 'What these cut-offs would do' });
    await preview.first().getByText('Nobody changes sides.').waitFor();
    await page.getByRole('slider', { name: 'Approve below' }).focus();
    for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowLeft');
    await preview
      .first()
      .getByText(/\d+ no longer approved/)
      .waitFor();
    const approved = preview.first().getByRole('row', { name: /^Approved/ });
    const [these, live] = (await approved.locator('td').allInnerTexts()).slice(1).map(Number.parseFloat);
    expect(these).toBeLessThan(live!);
    await isWhole(page);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('of a file without outcomes is refused in words', async () => {
    const file = applicantFile('no-outcomes.csv', 50);
    const { id } = await acceptedBatch(stage.url, file.buffer);
    await completed(stage.url, id);
    const trial = await acceptedBatch(stage.url, file.buffer, { query: '?trial=true' });
    await completed(stage.url, trial.id);
    const { page } = await openProfit();
    const offered = page.getByRole('combobox', { name: 'Scored file' });
    await expect.poll(() => offered.locator('option').count()).toBeGreaterThan(1);
    const labels = await offered.locator('option').allInnerTexts();
    // Newest first, but what has outcomes before what has none; the first entry chooses nothing.
    expect(labels.slice(1).map((one) => /(?: · (?:trial|no outcomes))*$/.exec(one)![0])).toEqual([
      '',
      '',
      ' · trial · no outcomes',
      ' · no outcomes',
    ]);
    await offered.selectOption(id);
    await page.getByRole('combobox', { name: 'Scenario' }).selectOption({ label: 'Thin margin' });
    await page.getByRole('button', { name: 'Run the simulation' }).click();
    await page.getByText('The simulation cannot be run').waitFor();
    await page
      .getByRole('alert')
      .getByText(/outcome of every row/)
      .waitFor();
    await isWhole(page);
    await page.context().close();
  });

  const published = sharedData('pakdd2010', 'PAKDD2010_Modeling_Data.txt');
  const skipped = published ? '' : ' (skipped: the published file is not here)';
  it.skipIf(!published)(
    `of applicants whom the model has seen is refused in words, with a way back${skipped}`,
    async () => {
      const lines = (await readFile(published!, 'latin1')).split('\n', 200).join('\n');
      const { id: batchId } = await acceptedBatch(stage.url, Buffer.from(lines, 'latin1'));
      await completed(stage.url, batchId);
      const { page, complaints } = await openProfit();
      await page.getByRole('combobox', { name: 'Scored file' }).selectOption(batchId);
      await page.getByRole('combobox', { name: 'Scenario' }).selectOption({ label: 'Thin margin' });
      await page.getByRole('button', { name: 'Run the simulation' }).click();
      await page.getByText('The model was trained on applicants of this file').waitFor();
      expect(await page.getByText('inSample').count()).toBe(0);
      await isWhole(page);
      await page.getByRole('link', { name: 'Choose again for this file' }).click();
      await page.getByRole('checkbox', { name: 'Also where the model has seen' }).check();
      expect(await page.getByRole('combobox', { name: 'Scored file' }).inputValue()).toBe(batchId);
      await page.getByRole('button', { name: 'Run the simulation' }).click();
      await page
        .getByText('of these 200 rows')
        .or(page.getByText(/200 of (these )?200/))
        .first()
        .waitFor();
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('that is not there any more is said so, and all its pages fit 360 pixels in the dark', async () => {
    const { page, complaints } = await stage.openPage({
      width: 360,
      height: 740,
      colorScheme: 'dark',
    });
    await page.goto(`${stage.url}${pagePaths.simulations}/00000000-0000-4000-8000-000000000000`);
    await page.getByText('There is no such simulation').waitFor();
    const { simulations } = SimulationList.parse(await answer('/simulations'));
    const [first, second] = simulations.filter(({ state }) => state === 'completed').map(({ id }) => id);
    for (const address of [
      pagePaths.simulations,
      `${pagePaths.simulations}/${first}`,
      `${pagePaths.compareSimulations}?first=${first}&second=${second}`,
      pagePaths.policies,
    ]) {
      await page.goto(`${stage.url}${address}`);
      await page.locator('table').first().waitFor();
      await expect.poll(() => page.getByText('Loading …').count()).toBe(0);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect([address, Number(width) <= 360]).toEqual([address, true]);
      await isWhole(page);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
