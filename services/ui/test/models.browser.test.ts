import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ChampionPointer, pagePaths } from '@bora/contracts';
import { acceptedBatch } from '@bora/system-test/client';
import { repositoryRoot } from '@bora/testing';
import { expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { lineIsDrawn } from './support/chart.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';

describeInBrowser('the page of a model version', (stage) => {
  async function championOf(model: string): Promise<string> {
    const file = join(stage.platform.folder, 'models', model, 'champion.json');
    return ChampionPointer.parse(JSON.parse(await readFile(file, 'utf8'))).version;
  }

  it('says of one version that it serves now, the one that new files are scored with, and of others why they do not', async () => {
    const sample = await readFile(join(repositoryRoot, 'data/sample-applicants.csv'));
    const { model } = await acceptedBatch(stage.url, sample, { query: '?trial=true' });
    const { page, complaints } = await stage.openPage({ width: 360, height: 800 });
    await page.goto(`${stage.url}${pagePaths.models}`);
    const serving = page.getByRole('article').filter({ hasText: 'Serves now' });
    await serving.waitFor();
    expect(await serving.count()).toBe(1);
    expect(await serving.getAttribute('aria-label')).toBe(model.version);
    const stricter = page.getByRole('region', { name: 'pakdd2010-us-ecoa' });
    await stricter.getByText('Champion, not in use').waitFor();
    await stricter
      .getByText(/compliance profile us-ecoa; here those of br apply\. .* scored with pakdd2010;/)
      .waitFor();
    expect(await page.getByRole('region').first().getAttribute('aria-label')).toBe(model.name);
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('shows calibration, groups of people and drift of the champion, as they were measured', async () => {
    const { page, complaints } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.models}`);
    const champion = page.getByRole('article', { name: await championOf('pakdd2010') });
    await champion.getByRole('link', { name: 'Calibration, groups of people, drift' }).click();
    await page.getByRole('heading', { level: 1, name: /^pakdd2010 / }).waitFor();
    await lineIsDrawn(page);
    await page.getByText(/slope [\d.]+, intercept/).waitFor();
    expect(await page.locator('figure svg circle').count()).toBe(10);
    const groups = page.getByRole('region', { name: 'Groups of people' });
    const one = await groups.getByRole('row').count();
    await page.getByRole('combobox', { name: 'Groups by' }).selectOption({ label: 'All variables' });
    expect(await groups.getByRole('row').count()).toBeGreaterThan(one);
    await page
      .getByText(/^Not as in training: \d+; the 8 that moved most:$/)
      .first()
      .waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await page.locator('body').innerText()).not.toMatch(/undefined|NaN|\[object/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('of another compliance profile says so in one state, and still shows what was measured', async () => {
    const { page } = await stage.openPage({ colorScheme: 'dark', width: 360, height: 740 });
    await page.goto(`${stage.url}${pagePaths.models}`);
    const model = page.getByRole('region', { name: 'pakdd2010-none' });
    await model.getByText('Not for this compliance profile').waitFor();
    for (const other of ['Champion', 'Refused']) {
      expect(await model.getByText(other, { exact: true }).count()).toBe(0);
    }
    expect(await model.getByRole('button').count()).toBe(0);
    await model.getByRole('link').click();
    await page.getByText('Not for this compliance profile').waitFor();
    await lineIsDrawn(page);
    expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(360);
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.context().close();
  });

  it('without an evaluation says so and how to make one', async () => {
    const folder = join(stage.platform.folder, 'models', 'pakdd2010-us-ecoa');
    for (const name of await readdir(folder)) {
      if (name.includes('.evaluation.json')) await rm(join(folder, name));
    }
    const { page } = await stage.openPage();
    const version = await championOf('pakdd2010-us-ecoa');
    await page.goto(`${stage.url}${pagePaths.models}/pakdd2010-us-ecoa/${version}`);
    await page.getByText('Nobody has measured this version yet').waitFor();
    await page.getByText(/^bora evaluate --schema \S+ --profile us-ecoa --data TRAINING-FILE/).waitFor();
    await page.getByText(/^bora drift LATER-FILE --model pakdd2010-us-ecoa\//).waitFor();
    await page.getByText('How it was made').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.goto(`${stage.url}${pagePaths.models}/pakdd2010/nobody`);
    await page.getByText('There is no such model version').waitFor();
    await page.context().close();
  });

  it('at a wrong address is a page with the way back; programs get a problem', async () => {
    const { page, complaints } = await stage.openPage();
    const answer = await page.goto(`${stage.url}/no/such/page`);
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('main').getByRole('link', { name: 'Score a file' }).click();
    await page.getByRole('heading', { name: 'Score a file of applicants' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
    for (const [path, accept] of [
      ['/no/such/page', '*/*'],
      ['/no/such/page', 'application/json'],
      ['/v1/nothing', 'text/html'],
      ['/docs/nothing', 'text/html'],
      ['/api/nothing', 'text/html'],
    ] as const) {
      const refused = await fetch(`${stage.url}${path}`, { headers: { accept } });
      expect([path, refused.status, refused.headers.get('content-type')]).toEqual([
        path,
        404,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });
});
