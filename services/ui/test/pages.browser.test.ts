import { ModelList, pagePaths } from '@bora/contracts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { modelName, storeInventedBundle } from '../../api/test/support/invented-bundle.ts';
import { accessibilityFindings } from './support/accessibility.ts';
import { applicantFile } from './support/applicant-files.ts';
import { chartIsDrawn } from './support/chart.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';

describeInBrowser('the pages', (stage) => {
  /** Address of a scored file. */
  let file: string;

  beforeAll(async () => {
    const { page } = await stage.openPage();
    await page.goto(stage.url);
    await page.locator('input[type=file]').setInputFiles(applicantFile('some.csv', 200));
    await page.getByRole('button', { name: 'Score this file' }).click();
    await page.getByRole('tab', { name: 'Scores (200)' }).waitFor();
    file = page.url();
    await page.context().close();
  });

  const addresses = () => [
    ...Object.values(pagePaths)
      .filter((path) => !path.includes(':'))
      .map((path) => `${stage.url}${path}`),
    file,
    `${file}/rows/1`,
  ];

  async function isSettled(page: Page): Promise<void> {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => page.getByText('Loading …').count()).toBe(0);
  }

  it.each(['light', 'dark'] as const)(
    'are without serious findings, complaints and holes in their texts, in %s',
    async (colorScheme) => {
      const { page, complaints } = await stage.openPage({ colorScheme });
      for (const address of addresses()) {
        await page.goto(address);
        await isSettled(page);
        expect([address, await accessibilityFindings(page)]).toEqual([address, []]);
        expect(await page.locator('body').innerText()).not.toMatch(/undefined|NaN|\[object/);
      }
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('fit a screen of 360 pixels', async () => {
    const { page } = await stage.openPage({ width: 360, height: 740 });
    for (const address of addresses()) {
      await page.goto(address);
      await isSettled(page);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect([address, Number(width) <= 360]).toEqual([address, true]);
    }
    await page.context().close();
  });

  it('come under a policy that allows no script, style or frame of anybody else', async () => {
    const answer = await fetch(file);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).not.toContain('unsafe');
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(await answer.text()) ?? [];
    const asset = await fetch(`${stage.url}${script}`);
    expect(asset.headers.get('cache-control')).toMatch(/immutable/);
    expect((await fetch(`${stage.url}/no/such/page`)).status).toBe(404);
  });

  it('show one person a score, and every change beside the first answer', async () => {
    const { page, complaints } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.scorePerson}`);
    await page.getByRole('button', { name: 'Fill in an example' }).click();
    await page.getByRole('button', { name: 'Score', exact: true }).click();
    await page.getByText('What lowered the score most').waitFor();
    const numberField = page.locator('input[inputmode=decimal]').last();
    const before = await numberField.inputValue();
    await numberField.fill('not a number');
    await page.getByText('A value could not be read').first().waitFor();
    await numberField.fill('93');
    await page.getByText('points; before:').waitFor();
    await page.getByText('Changed values').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to the first values' }).click();
    expect(await numberField.inputValue()).toBe(before);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('fill the form from a row of a spreadsheet, with its header or in the published order', async () => {
    const { page } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.scorePerson}`);
    const [header = '', row = ''] = applicantFile('one.csv', 1).buffer.toString().split('\n');
    await page.getByRole('button', { name: 'Paste a row' }).click();
    await page.getByRole('textbox', { name: 'Row' }).fill(`${header}\n`);
    await page.getByRole('button', { name: 'Fill in the form' }).click();
    await page.getByText('Only a header or nothing was pasted').waitFor();
    const tabbed = [header, row].map((line) => line.replaceAll(',', '\t')).join('\n');
    await page.getByRole('textbox', { name: 'Row' }).fill(tabbed);
    await page.getByRole('button', { name: 'Fill in the form' }).click();
    await expect.poll(() => page.getByLabel('Application number').inputValue()).toBe('T-000001');
    await page.getByRole('button', { name: 'Empty the form' }).click();
    await expect.poll(() => page.getByLabel('Application number').inputValue()).toBe('');
    await page.context().close();
  });

  it('print an applicant on one clean page', async () => {
    const { page } = await stage.openPage();
    await page.goto(`${file}/rows/1`);
    await page.getByText('Values given').waitFor();
    await chartIsDrawn(page);
    const document = (await page.pdf({ preferCSSPageSize: true, printBackground: false })).toString('latin1');
    expect(document.match(/\/Type\s*\/Page\b/g)?.length).toBe(1);
    await page.emulateMedia({ media: 'print' });
    for (const name of ['Print', 'Try other values']) {
      expect(await page.getByRole('button', { name }).isVisible()).toBe(false);
    }
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    await page.context().close();
  });

  it('find the smallest changes that would reach a better decision, when asked', async () => {
    const { page, complaints } = await stage.openPage();
    await page.goto(`${file}#decision=refer`);
    await page.getByRole('link', { name: /^T-/ }).first().click();
    await page.getByRole('button', { name: 'Find the smallest changes' }).click();
    const answer = page.getByRole('region', { name: 'What would change this decision' });
    await answer
      .getByText(/same model and policy|No change|can be changed/)
      .last()
      .waitFor({ timeout: 60_000 });
    await expect.poll(() => answer.getByText('Trying changes').count(), { timeout: 60_000 }).toBe(0);
    expect(await answer.innerText()).toMatch(/→ .*\n.*(Approve).* with \d+ points|No change|can be changed/s);
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('take an applicant of a file over into the form', async () => {
    const { page } = await stage.openPage();
    await page.goto(`${file}/rows/3`);
    await page.getByRole('button', { name: 'Try other values' }).click();
    await expect.poll(() => page.getByLabel('Application number').inputValue()).toBe('T-000003');
    await page.context().close();
  });

  it('store a new policy and make it live, after a second yes', async () => {
    const { page } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.policies}`);
    const thumb = page.getByRole('slider', { name: /Approve below/ });
    await thumb.focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByText('below 19.5%').first().waitFor();
    await page.getByRole('button', { name: 'Make live as version 2' }).click();
    const dialog = page.getByRole('alertdialog');
    expect(await accessibilityFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make live as version 2' }).click();
    await page.getByText('Version 2 is stored').waitFor();
    const policy = await (await fetch(`${stage.url}/v1/policies/default/2`)).json();
    expect(policy).toMatchObject({ approveBelow: 0.195, declineFrom: 0.3 });
    const list = await (await fetch(`${stage.url}/v1/policies`)).json();
    expect(list).toMatchObject({ policies: [{ name: 'default', live: 2 }] });
    await page.context().close();
  });

  it('roll a model back and forth, after a second yes', async () => {
    const store = `file:${stage.platform.folder}/models`;
    await storeInventedBundle(store, 'v1');
    await storeInventedBundle(store, 'v2');
    const champion = async () => {
      const { models } = ModelList.parse(await (await fetch(`${stage.url}/v1/models`)).json());
      return models.find(({ name }) => name === modelName)?.champion;
    };
    const { page } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.models}`);
    const model = page.getByRole('region', { name: modelName });
    await model.getByRole('button', { name: 'Roll back to this version' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Back', exact: true }).click();
    expect(await champion()).toBe('v2');
    await model.getByRole('button', { name: 'Roll back to this version' }).click();
    await dialog.getByRole('button', { name: 'Roll back to this version' }).click();
    await expect.poll(champion).toBe('v1');
    await model.getByRole('button', { name: 'Make champion' }).click();
    await dialog.getByRole('button', { name: 'Make champion' }).click();
    await expect.poll(champion).toBe('v2');
    await page.context().close();
  });

  it('tell of a worker that is gone', async () => {
    const { page } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.operations}`);
    await page.getByText('wasm').waitFor();
    await Promise.all(stage.platform.workers.splice(0).map((worker) => worker.kill()));
    await page.getByText('nothing is scored').waitFor({ timeout: 40_000 });
    await stage.platform.startWorker();
    await page.getByText('wasm').waitFor({ timeout: 40_000 });
    await page.context().close();
  });
});
