import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplicationSchema } from '@bora/contracts';
import { acceptedBatch, readBatch } from '@bora/system-test/client';
import { repositoryRoot } from '@bora/testing';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { applicantFile } from './support/applicant-files.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';
import { shot } from './support/shot.ts';

type ChosenFile = ReturnType<typeof applicantFile>;

/** Invented applicants whose outcomes are known, as a person's own file. */
const labelled: ChosenFile = {
  name: 'history.csv',
  mimeType: 'text/csv',
  buffer: readFileSync(join(repositoryRoot, 'data/sample-outcomes.csv')),
};

describeInBrowser('a trial', (stage) => {
  const tick = (page: Page) => page.getByRole('checkbox', { name: /^This is a trial/ });

  async function chosen(page: Page, file: ChosenFile): Promise<void> {
    await page.goto(stage.url);
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('This file can be scored').waitFor();
  }

  /** Sends the chosen file and says whether the api took it as a trial. */
  async function sentAsTrial(page: Page): Promise<boolean> {
    await page.getByRole('button', { name: 'Score this file' }).click();
    await page.waitForURL(/\/files\/[0-9a-f-]{36}/);
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    return (await readBatch(stage.url, id)).trial;
  }

  it.each([1280, 390])('is preset for a file with outcomes, which says so, %i px wide', async (width) => {
    const { page, complaints } = await stage.openPage({ width });
    const schema = ApplicationSchema.parse(await (await fetch(`${stage.url}/v1/schema`)).json());
    const { label } = schema.variables.find(({ kind }) => kind === 'label')!;
    await chosen(page, labelled);
    expect(await tick(page).isChecked()).toBe(true);
    await page.getByText(`“${label}”`).waitFor();
    await shot(page, `trial-outcomes-${width}`);
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await sentAsTrial(page)).toBe(true);
    await page.getByText('Nobody is decided about by a trial').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is what the tick says, whatever the file holds', async () => {
    const { page } = await stage.openPage();
    await chosen(page, labelled);
    await tick(page).uncheck();
    expect(await sentAsTrial(page)).toBe(false);
    await chosen(page, applicantFile('applicants.csv', 3));
    expect(await tick(page).isChecked()).toBe(false);
    expect(await sentAsTrial(page)).toBe(false);
    await chosen(page, applicantFile('others.csv', 4));
    await tick(page).check();
    expect(await sentAsTrial(page)).toBe(true);
    await page.context().close();
  });

  it.each([1280, 390])('sent as none twice, says that it was sent before, %i px wide', async (width) => {
    const { page } = await stage.openPage({ width });
    const file = applicantFile('twice.csv', width);
    const first = await acceptedBatch(stage.url, file.buffer);
    await chosen(page, file);
    expect(await sentAsTrial(page)).toBe(false);
    const said = page.getByRole('status').filter({ hasText: 'This file was sent before' });
    await said.getByText('Its applicants are decided about twice.').waitFor();
    await shot(page, `sent-before-${width}`);
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await said.getByRole('link', { name: 'The earlier one' }).click();
    await page.waitForURL(new RegExp(`/files/${first.id}`));
    await page.getByRole('tab', { name: /^Scores/ }).waitFor();
    expect(await said.count()).toBe(0);
    await page.context().close();
  });

  it('is all that the sample can be', async () => {
    const { page } = await stage.openPage();
    await page.goto(stage.url);
    await page.getByRole('button', { name: 'Try the sample' }).click();
    await page.getByText('Nobody in the sample is real').waitFor();
    expect([await tick(page).isChecked(), await tick(page).isDisabled()]).toEqual([true, true]);
    await shot(page, 'trial-sample');
    expect(await sentAsTrial(page)).toBe(true);
    await page.context().close();
  });
});
