import { DecisionId, pagePaths, RecordedDecisionList } from '@bora/contracts';
import { authorizationFor, waitUntil } from '@bora/testing';
import { beforeAll, expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { applicantFile } from './support/applicant-files.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';

describeInBrowser('the record', (stage) => {
  /** Stands in two files. */
  let applicant: string;

  beforeAll(async () => {
    const { buffer } = applicantFile('some.csv', 60);
    for (let file = 0; file < 2; file += 1) {
      await fetch(`${stage.url}/v1/batches`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: new Uint8Array(buffer),
      });
    }
    const found = await waitUntil(
      async () => {
        const answer = await fetch(`${stage.url}/v1/decisions/search`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{"limit":200}',
        });
        const { decisions } = RecordedDecisionList.parse(await answer.json());
        return decisions.length === 120 ? decisions : undefined;
      },
      { what: 'both files to be in the record' },
    );
    applicant = found![0]!.applicantId!;
  });

  async function open(path: string, options = {}) {
    const opened = await stage.openPage(options);
    await opened.context.setExtraHTTPHeaders(authorizationFor(stage.url));
    await opened.page.goto(`${stage.url}${path}`);
    return opened;
  }

  it('is searched by applicant, and a decision opened with its reasons, its values and the history', async () => {
    const { page, complaints } = await open(pagePaths.decisions);
    await page.getByRole('heading', { name: 'Decisions' }).waitFor();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(50);
    await page.getByRole('button', { name: 'Show older ones' }).click();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(100);
    await page.getByRole('textbox', { name: 'Applicant' }).fill(applicant);
    await page.getByRole('textbox', { name: 'Applicant' }).press('Enter');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(2);
    expect(await page.locator('tbody').innerText()).toContain(applicant);
    // What was searched for is a person's: it stands in no address that a server is sent.
    expect(new URL(page.url()).search).toBe('');
    expect(await accessibilityFindings(page)).toEqual([]);

    await page.locator('tbody tr a').first().click();
    await page.getByRole('heading', { name: `Decision about ${applicant}` }).waitFor();
    await page.getByText('What lowered the score most').waitFor();
    await page.getByText('Values given').waitFor();
    await expect.poll(() => page.locator('dd').count()).toBeGreaterThan(20);
    const history = page.getByRole('region', { name: 'Other decisions about this applicant' });
    await expect.poll(() => history.locator('tbody tr').count()).toBe(1);
    expect(await page.locator('main').innerText()).toMatch(/model pakdd2010 .*policy default 1/);
    expect(await page.locator('main').innerText()).not.toMatch(/undefined|NaN|\[object/);
    expect(await accessibilityFindings(page)).toEqual([]);
    const shown = DecisionId.parse(new URL(page.url()).pathname.split('/').at(-1));
    await history.locator('a').first().click();
    await expect.poll(() => page.url().endsWith(shown)).toBe(false);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is searched by decision and day, and says where nothing matches', async () => {
    const { page } = await open(pagePaths.decisions);
    await page.getByLabel('Decision').first().selectOption('decline');
    await page.getByLabel('Until').fill(new Date().toISOString().slice(0, 10));
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await expect.poll(() => page.locator('tbody').innerText()).not.toContain('Approve');
    expect(await page.locator('tbody').innerText()).toContain('Decline');
    await page.getByLabel('From').fill('2999-01-01');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByText('No decision matches.').waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(50);
    await page.context().close();
  });

  it('says of a decision that there is not so, in dark and on a small screen', async () => {
    const { page } = await open('/decisions/00000000-0000-4000-8000-000000000000', {
      colorScheme: 'dark',
      width: 360,
      height: 740,
    });
    await page.getByText('There is no such decision on record').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.goto(`${stage.url}${pagePaths.decisions}`);
    await page.locator('tbody tr').first().waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(360);
    await page.context().close();
  });
});
