import { Batch, type QueueItem } from '@bora/contracts';
import { completed } from '@bora/system-test/client';
import { waitUntil } from '@bora/testing';
import type { Locator } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { applicantFile } from './support/applicant-files.ts';
import { decideOtherwise, waitingDecisions } from './support/decide-otherwise.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';
import { shot } from './support/shot.ts';

describeInBrowser('what a person decides otherwise', (stage) => {
  let file: string;
  let waiting: readonly QueueItem[];

  beforeAll(async () => {
    const posted = await fetch(`${stage.url}/v1/batches`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: new Uint8Array(applicantFile('some.csv', 60).buffer),
    });
    const { id } = Batch.parse(await posted.json());
    await completed(stage.url, id);
    file = `${stage.url}/files/${id}`;
    const atLeastFour = async () => {
      const { items } = await waitingDecisions(stage.url);
      return items.length >= 4 ? items : undefined;
    };
    waiting = (await waitUntil(atLeastFour, {
      what: 'decisions to wait for a person',
    }))!;
  });

  it.each([1280, 390])('stays within its row of the table of scores on %i pixels', async (width) => {
    await decideOtherwise(stage.url, waiting[0]!.decisionId, 'approve');
    const { page } = await stage.openPage({ width });
    await page.goto(`${file}#applicant=${waiting[0]!.applicantId}`);
    const cell = page.getByRole('cell').filter({ hasText: 'overridden to' });
    const badge = cell.getByText('Approve', { exact: true });
    await badge.scrollIntoViewIfNeeded();
    await shot(page, `overridden-row-${width}`);
    const row = await boxOf(page.getByRole('row').filter({ has: badge }));
    const seen = await boxOf(badge);
    expect(seen.y).toBeGreaterThan(row.y);
    expect(seen.y + seen.height).toBeLessThan(row.y + row.height);
    const frame = await boxOf(page.getByRole('region', { name: 'Scores, applicant by applicant' }));
    expect(seen.x + seen.width).toBeLessThan(frame.x + frame.width);
    await page.context().close();
  });

  it('closes the form, and leads to the oldest decision that nobody works on', async () => {
    const [, decided, claimed, next] = waiting;
    await fetch(`${stage.url}/v1/decisions/${claimed!.decisionId}/claim`, { method: 'PUT' });
    const { page, complaints } = await stage.openPage();
    await page.goto(`${stage.url}/referrals/${decided!.decisionId}`);
    await page.getByRole('button', { name: 'Work on it' }).click();
    await page.getByLabel('Decision').selectOption('approve');
    await page.getByLabel('Reason', { exact: true }).selectOption({ index: 1 });
    await page.getByLabel('In your words').fill('Payslips of three months');
    await page.getByRole('button', { name: 'Decide' }).click();
    const link = page.getByRole('link', { name: 'Next that waits' });
    await link.waitFor();
    await shot(page, 'decided');
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await page.getByLabel('In your words').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Work on it' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Decide otherwise again' }).click();
    expect(await page.getByLabel('Decision').inputValue()).toBe('');
    await page.goto(`${stage.url}/referrals/${decided!.decisionId}`);
    await link.click();
    await page.getByRole('heading', { name: next!.applicantId! }).waitFor();
    await page.getByRole('button', { name: 'Work on it' }).waitFor();
    await page.getByLabel('In your words').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('says that nothing waits where all that waits is settled or with somebody', async () => {
    const [first, ...others] = (await waitingDecisions(stage.url)).items;
    for (const { decisionId } of others) {
      await fetch(`${stage.url}/v1/decisions/${decisionId}/claim`, { method: 'PUT' });
    }
    await decideOtherwise(stage.url, first!.decisionId, 'decline');
    const { page } = await stage.openPage({ width: 390, height: 844 });
    await page.goto(`${stage.url}/referrals/${first!.decisionId}`);
    await page.getByText('Nothing waits.').waitFor();
    await shot(page, 'decided-phone');
    await page.context().close();
  });
});

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not there');
  return box;
}
