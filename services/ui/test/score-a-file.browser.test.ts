import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { applicantFile, fileWithBadHeader, fileWithBadRows } from './support/applicant-files.ts';
import { chartIsDrawn } from './support/chart.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';

describeInBrowser('scoring a file', (stage) => {
  async function startPage(): Promise<{ page: Page; complaints: string[] }> {
    const { page, complaints } = await stage.openPage();
    await page.goto(stage.url);
    return { page, complaints };
  }

  async function upload(page: Page, file: ReturnType<typeof applicantFile>): Promise<void> {
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: 'Score this file' }).click();
    await page.waitForURL(/\/files\//);
  }

  it('takes a person who was never here from the sample to its scores in two clicks', async () => {
    const { page, complaints } = await startPage();
    await page.getByRole('button', { name: 'Try the sample' }).click();
    await page.getByText('This file can be scored').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Score this file' }).click();
    await page.getByRole('link', { name: 'SYN-000001' }).waitFor();
    await chartIsDrawn(page);
    expect(await page.getByRole('tab', { name: 'Scores (1,000)' }).isVisible()).toBe(true);
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await page.locator('body').innerText()).not.toMatch(/undefined|NaN|\[object/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('says column by column what is wrong with a header, and does not send the file', async () => {
    const { page } = await startPage();
    const { file, misspelt, meant } = fileWithBadHeader('bad-header.csv');
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('This file cannot be scored as it is').waitFor();
    const row = page.getByRole('row', { name: new RegExp(`^${misspelt}`) });
    expect(await row.innerText()).toContain(`Is it ${meant}?`);
    expect(await page.getByRole('button', { name: 'Score this file' }).count()).toBe(0);
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.context().close();
  });

  it('does not go on to say that a file can be scored when the api has refused it', async () => {
    const { page } = await startPage();
    const good = applicantFile('open-quote.csv', 10);
    const cut = { ...good, buffer: Buffer.concat([good.buffer, Buffer.from('"never closed\n')]) };
    await page.locator('input[type=file]').setInputFiles(cut);
    await page.getByText('This file can be scored').waitFor();
    await page.getByRole('button', { name: 'Score this file' }).click();
    await page.getByText('A quotation mark is never closed').waitFor();
    expect(await page.getByText('This file can be scored').count()).toBe(0);
    await page.context().close();
  });

  it('promises nothing of a workbook before the api has read it', async () => {
    const { page } = await startPage();
    const buffer = Buffer.from('PK\u0003\u0004 and no more of it');
    await page.locator('input[type=file]').setInputFiles({ name: 'cut.xlsx', mimeType: '', buffer });
    await page.getByText('This file is a workbook').waitFor();
    await page.getByRole('button', { name: 'Score this file' }).click();
    await page.getByText('The workbook cannot be read').waitFor();
    expect(await page.getByText('can be scored').count()).toBe(0);
    await page.context().close();
  });

  it('narrows, orders and searches 20,000 scores, and exports them', async () => {
    const { page, complaints } = await startPage();
    await upload(page, applicantFile('twenty-thousand.csv', 20_000));
    await page.getByText('20,000 applicants').waitFor();
    const table = page.getByRole('table', { name: 'Scores, applicant by applicant' });

    await page.getByRole('button', { name: /^PD/ }).click();
    await page.waitForURL(/sort=-pd/);
    await page
      .getByRole('columnheader', { name: 'PD', exact: false })
      .and(page.locator('[aria-sort=descending]'))
      .waitFor();
    await expect.poll(async () => isDescending(await shownShares(page))).toBe(true);

    await page.getByRole('combobox', { name: 'Decision' }).selectOption('decline');
    await page.waitForURL(/decision=decline/);
    await expect.poll(() => table.getByText('Approve', { exact: true }).count()).toBe(0);

    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByLabel('Applicant', { exact: true }).fill('t-012345');
    await page.getByText('1 applicant', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'T-012345' }).waitFor();

    await page.reload();
    await page.getByRole('link', { name: 'T-012345' }).waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export all as CSV' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
    expect(lines.length).toBe(20_001);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('shows 37 rejected rows with their lines, offers them to be corrected, and takes the corrected file', async () => {
    const { page } = await startPage();
    await upload(page, fileWithBadRows('with-faults.csv', 1_000, 37));
    await page.getByRole('tab', { name: 'Rejected (37)' }).click();
    const rows = page.getByRole('region', { name: 'Rejected rows' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(37);
    // Every 27th row, one line of header before it.
    expect(await rows.first().innerText()).toMatch(/^28\s.+\s27$/s);
    expect(await accessibilityFindings(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the rows to correct' }).click(),
    ]);
    const [header, ...faulty] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
    expect(faulty.length).toBe(37);

    const corrected = faulty.map((line) => `${line},`);
    await page.getByRole('link', { name: 'Score a file' }).click();
    await upload(page, {
      name: 'corrected.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([header, ...corrected, ''].join('\n')),
    });
    await page.getByRole('tab', { name: 'Scores (37)' }).waitFor();
    await page.getByRole('tab', { name: 'Rejected (0)' }).waitFor();
    await page.context().close();
  });

  it('can be done with the keyboard alone', async () => {
    const { page } = await startPage();
    await page.getByRole('button', { name: 'Try the sample' }).waitFor();
    await tabTo(page, 'Try the sample');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Score this file' }).waitFor();
    await tabTo(page, 'Score this file');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'SYN-000001' }).waitFor();
    await tabTo(page, 'SYN-000001');
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).toMatch(/\/rows\/1$/);
    await page.context().close();
  });
});

const isDescending = (values: number[]) =>
  values.length > 0 && values.every((value, index) => index === 0 || value <= values[index - 1]!);

async function shownShares(page: Page): Promise<number[]> {
  const cells = await page.locator('[role=cell]:nth-child(5)').allInnerTexts();
  return cells.filter((text) => text.endsWith('%')).map((text) => Number.parseFloat(text));
}

/** Presses Tab until the control of this name has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, name: string): Promise<void> {
  const most = 60;
  for (let presses = 0; presses < most; presses += 1) {
    const focused = await page.evaluate('document.activeElement?.textContent?.trim() ?? ""');
    if (focused === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${most} presses of Tab do not reach "${name}".`);
}
