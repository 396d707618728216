import { pagePaths } from '@bora/contracts';
import { acceptedBatch } from '@bora/system-test/client';
import { expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { applicantFile } from './support/applicant-files.ts';
import { lineIsDrawn } from './support/chart.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';
import { shot } from './support/shot.ts';

describeInBrowser('a fresh start', (stage) => {
  it('shows what a file would have earned after one click on the sample', async () => {
    const { page, complaints } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.simulations}`);
    await page.getByText('No file is completely scored yet.').waitFor();
    await shot(page, 'profit-empty');
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Try the sample' }).click();
    await page.waitForURL(/\/simulations\/[0-9a-f-]{36}$/, { timeout: 60_000 });
    await page.getByRole('region', { name: 'Ways to decide' }).first().waitFor({ timeout: 60_000 });
    await page.getByText('All of it is invented').waitFor();
    expect(await page.getByText('outcomes are those of the file').count()).toBe(0);
    await lineIsDrawn(page);
    await shot(page, 'profit-sample');
    // Nobody real was decided about.
    const found = await fetch(`${stage.url}/v1/decisions/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(await found.json()).toEqual({ decisions: [], nextCursor: null });
    // In the list of files it is told from those that are in the record.
    const recorded = await acceptedBatch(stage.url, applicantFile('', 3).buffer);
    await page.goto(`${stage.url}${pagePaths.batches}`);
    const marked = page.getByRole('row').filter({ hasText: 'Trial, not recorded' });
    await marked.getByRole('link', { name: 'sample-outcomes.csv' }).waitFor();
    expect([await marked.count(), await page.getByRole('row').count()]).toEqual([1, 3]);
    await marked.getByRole('link').click();
    await page.getByText('Nobody is decided about by a trial').waitFor();
    await page.goto(`${stage.url}${pagePaths.batches}/${recorded.id}`);
    await page.getByRole('tab', { name: 'Scores (3)' }).waitFor();
    expect(await page.getByText('Trial').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('finds segments in the sample of purchases, each of several customers and with a name of its own', async () => {
    const { page, complaints } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.segmentations}`);
    await shot(page, 'segments-empty');
    await page.getByRole('button', { name: 'Try the sample' }).click();
    await page.getByRole('button', { name: 'Find segments' }).click();
    await page.waitForURL(/\/segments\/[0-9a-f-]{36}$/);
    const cards = page.getByRole('region', { name: 'Segments' }).getByRole('article');
    await cards.first().waitFor({ timeout: 60_000 });
    const names = await cards.getByRole('heading', { level: 2 }).allInnerTexts();
    const sizes = (await cards.getByText(/^\d+ customers, /).allInnerTexts()).map((text) =>
      Number.parseInt(text, 10),
    );
    expect(names.length).toBeGreaterThanOrEqual(3);
    expect(names.filter((name) => name.includes(' of ') || name.includes(','))).toEqual([]);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(4);
    await page.getByText(/^K-?[Mm]eans with 4 segments, .* Of the algorithms that were tried/).waitFor();
    await page.getByText('The dashed line marks the 4 segments').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
