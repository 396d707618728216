import { Batch, BatchScores, Erasure } from '@bora/contracts';
import { completed } from '@bora/system-test/client';
import { waitUntil } from '@bora/testing';
import { expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { applicantFile } from './support/applicant-files.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';
import { shot } from './support/shot.ts';

describeInBrowser('a file of which an applicant was erased', (stage) => {
  const post = (path: string, type: string, body: Uint8Array<ArrayBuffer> | string) =>
    fetch(`${stage.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body });

  it.each([1280, 390])('says how many are no longer listed, and why, on %i pixels', async (width) => {
    const file = new Uint8Array(applicantFile('some.csv', 20).buffer);
    const { id } = Batch.parse(await (await post('/v1/batches', 'text/csv', file)).json());
    await completed(stage.url, id);
    const { page } = await stage.openPage({ width });
    await page.goto(`${stage.url}/files/${id}`);
    await page.getByText('20 applicants').waitFor();
    expect(await page.getByText('erased').count()).toBe(0);

    const asked = await post(
      '/v1/applicants/erasures',
      'application/json',
      JSON.stringify({ applicantId: 'T-000007' }),
    );
    const { id: erasure } = Erasure.parse(await asked.json());
    const isDone = async () => {
      const answer = await fetch(`${stage.url}/v1/applicants/erasures/${erasure}`);
      return Erasure.parse(await answer.json()).state === 'done';
    };
    await waitUntil(isDone, { what: 'the erasure' });
    const listed = await post(`/v1/batches/${id}/scores/search`, 'application/json', '{}');
    expect(BatchScores.parse(await listed.json()).total).toBe(19);

    await page.reload();
    await page.getByText('1 applicant was erased').waitFor();
    await page.getByRole('tab', { name: 'Scores (19)' }).waitFor();
    await shot(page, `erased-${width}`);
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.context().close();
  });
});
