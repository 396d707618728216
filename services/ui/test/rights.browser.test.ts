import { readFile } from 'node:fs/promises';
import { ApplicantExport, Hold, pagePaths, RecordedDecisionList } from '@bora/contracts';
import { authorizationFor, type PostgresServer, startPostgres, waitUntil } from '@bora/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { applicantFile } from './support/applicant-files.ts';
import { describeInBrowserWith } from './support/describe-in-browser.ts';
import { pageOf } from './support/page-of.ts';
import { shot } from './support/shot.ts';

const fileRows = 60;
const files = 2;

// Its own, because it goes away.
let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());
const options = {
  get databaseUrl() {
    return postgres.url;
  },
};

describeInBrowserWith(options, "an applicant's rights", (stage) => {
  let ids: string[];

  beforeAll(async () => {
    const { buffer } = applicantFile('some.csv', fileRows);
    for (let file = 0; file < files; file += 1) await post('batches', buffer.toString(), 'text/csv');
    ids = await waitUntil(
      async () => {
        const { decisions } = RecordedDecisionList.parse(
          await (await post('decisions/search', '{"limit":200}')).json(),
        );
        const found = decisions.flatMap(({ applicantId }) => applicantId ?? []);
        return found.length === fileRows * files ? [...new Set(found)] : undefined;
      },
      { what: 'both files to be in the record' },
    ).then((found) => found!);
  });

  const post = (path: string, body: string, type = 'application/json') =>
    fetch(`${stage.url}/v1/${path}`, { method: 'POST', headers: { 'content-type': type }, body });

  const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const number = (page: Page) => page.getByRole('textbox', { name: /^Application number/ });

  async function look(page: Page, applicantId: string): Promise<void> {
    await number(page).fill(applicantId);
    await page.getByRole('button', { name: 'Show this applicant' }).click();
    await page.getByRole('heading', { name: `Applicant ${applicantId}`, exact: true }).waitFor();
    await expect.poll(() => page.getByText('Loading …').count()).toBe(0);
  }

  async function confirmErasure(page: Page): Promise<void> {
    await card(page, 'Erase').getByRole('button', { name: 'Erase' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Erase' }).click();
  }

  it('are served from a decision: downloaded, kept from erasure, released, erased, and then nothing is found', async () => {
    const applicantId = ids[0]!;
    const { page, context, complaints } = await stage.openPage();
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    page.on('framenavigated', (frame) => addresses.push(frame.url()));
    await openDecisionOf(page, applicantId);
    await page.getByRole('link', { name: 'Rights of this applicant' }).click();
    await page.getByText('2 decisions on record').waitFor();
    expect(await number(page).inputValue()).toBe(applicantId);
    expect(await accessibilityFindings(page)).toEqual([]);
    await shot(page, 'rights');

    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toMatch(/^applicant-record-\d{4}-\d\d-\d\d\.json$/);
    const record = ApplicantExport.parse(JSON.parse(await readFile(await saved.path(), 'utf8')));
    expect([record.applicantId, record.decisions.length]).toEqual([applicantId, files]);
    expect(record.decisions.every(({ values }) => values !== null)).toBe(true);
    await page.getByText('It holds 2 decisions and no row without one.').waitFor();

    const holds = card(page, 'Keep from erasure');
    await holds.getByText('There is no hold on this applicant.').waitFor();
    expect(await holds.getByRole('button', { name: 'Place the hold' }).isDisabled()).toBe(true);
    await holds.getByRole('textbox').fill('A complaint is open');
    await holds.getByRole('button', { name: 'Place the hold' }).click();
    await holds.getByRole('listitem').filter({ hasText: 'A complaint is open' }).waitFor();
    await card(page, 'Erase').getByText('A hold keeps this applicant').waitFor();
    expect(await card(page, 'Erase').getByRole('button').count()).toBe(0);
    expect(await accessibilityFindings(page)).toEqual([]);
    await shot(page, 'rights-held');

    await holds.getByRole('button', { name: 'Release' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Release' }).click();
    await holds.getByText('There is no hold on this applicant.').waitFor();

    await card(page, 'Erase').getByRole('button', { name: 'Erase' }).click();
    const dialog = page.getByRole('alertdialog');
    for (const text of ['2 decisions on record.', 'What goes', 'What stays', 'This cannot be undone.'])
      await dialog.getByText(text, { exact: false }).first().waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await shot(page, 'rights-confirm');
    await dialog.getByRole('button', { name: 'Erase' }).click();
    await page.getByText('The applicant is erased').waitFor();
    const said = await page.getByRole('status').filter({ hasText: 'The applicant is erased' }).innerText();
    expect(said).toContain('2 decisions that no longer name anybody');
    expect(said).toContain('2 rows blanked in stored files');
    expect(await number(page).inputValue()).toBe('');
    expect(await accessibilityFindings(page)).toEqual([]);
    await shot(page, 'rights-done');
    // A reload tells the same, and the browser's entry of the page holds no number any more.
    await page.reload();
    await page.getByText('The applicant is erased').waitFor();
    expect(JSON.stringify(await page.evaluate('history.state'))).not.toContain(applicantId);

    await look(page, applicantId);
    await page.getByText('No decision on record has this number.').waitFor();
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByText('Nothing is recorded about this number').waitFor();
    await shot(page, 'rights-nobody');
    // A second erasure of the same one finds nothing, and says so.
    await confirmErasure(page);
    await page.getByText('Nothing of this number was found').waitFor();
    expect(addresses.filter((address) => address.split('#')[0]!.includes(applicantId))).toEqual([]);
    expect(stage.platform.api.output).not.toContain(applicantId);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('say why an erasure is refused: a hold that somebody else has placed meanwhile, or one on a whole file', async () => {
    const applicantId = ids[1]!;
    const { page, context } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.rights}`);
    await look(page, applicantId);
    const { id } = Hold.parse(
      await (await post('holds', JSON.stringify({ applicantId, reason: 'A court case' }))).json(),
    );
    await confirmErasure(page);
    await card(page, 'Erase').getByText('A hold keeps this applicant').waitFor();
    await card(page, 'Keep from erasure').getByText('A court case', { exact: true }).waitFor();
    expect((await exported(applicantId)).decisions).toHaveLength(files);
    await fetch(`${stage.url}/v1/holds/${id}`, { method: 'DELETE' });

    const ofFile = (await exported(applicantId)).decisions[0]!.decision.batchId;
    await post('holds', JSON.stringify({ batchId: ofFile, reason: 'An audit of the file' }));
    await look(page, applicantId);
    await card(page, 'Keep from erasure').getByText('An audit of the file').waitFor();
    await card(page, 'Keep from erasure').getByText('This hold is on a whole file').waitFor();
    await card(page, 'Keep from erasure').getByRole('button', { name: 'Release' }).click();
    await page.getByRole('alertdialog').getByText('everybody in that file').waitFor();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Release' }).click();
    await card(page, 'Keep from erasure').getByText('There is no hold on this applicant.').waitFor();
    await card(page, 'Erase').getByRole('button', { name: 'Erase' }).waitFor();
    // What was refused then is no news now.
    expect(await page.getByText('A legal hold keeps this').count()).toBe(0);
    await context.close();
  });

  const exported = async (applicantId: string) =>
    ApplicantExport.parse(await (await post('applicants/exports', JSON.stringify({ applicantId }))).json());

  it('are told of nobody without a number, and fit a phone, in dark', async () => {
    const { page, context } = await stage.openPage({ colorScheme: 'dark', width: 390, height: 844 });
    await page.goto(`${stage.url}${pagePaths.rights}`);
    await page.getByRole('button', { name: 'Show this applicant' }).click();
    await page.getByText('Type the number first.').waitFor();
    await number(page).fill('9'.repeat(1_001));
    await page.getByRole('button', { name: 'Show this applicant' }).click();
    await page.getByText('No number has more than 1,000 characters.').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await look(page, ids[2]!);
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(390);
    await shot(page, 'rights-phone');
    await context.close();
  });

  it('are there for an auditor as far as the role may: to download, and to see what is on hold', async () => {
    const page = await pageOf(stage, 'ana', 'auditor');
    await page.goto(stage.url);
    await page.getByRole('button', { name: 'Manage' }).click();
    await page.getByRole('link', { name: "Applicant's rights" }).click();
    await look(page, ids[3]!);
    await page.getByRole('button', { name: 'Download' }).waitFor();
    await card(page, 'Keep from erasure').getByText('There is no hold on this applicant.').waitFor();
    expect(await page.locator('main').getByRole('button').allInnerTexts()).toEqual([
      'Show this applicant',
      'Download',
    ]);
    await page.context().close();
  });

  it('are refused to a number that more than 1,000 decisions have', async () => {
    const lines = applicantFile('many.csv', 1_001).buffer.toString().trimEnd().split('\n');
    const ofOne = lines.map((line, index) => (index === 0 ? line : line.replace(/^[^,]*/, 'unknown')));
    await post('batches', ofOne.join('\n'), 'text/csv');
    const refused = async () =>
      (await post('applicants/exports', '{"applicantId":"unknown"}')).status === 400;
    await waitUntil(refused, { what: 'all of them to be in the record' });
    const { page, context } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.rights}`);
    await look(page, 'unknown');
    await page.getByText('More than 100 decisions on record').waitFor();
    await page.getByRole('button', { name: 'Download' }).click();
    await card(page, 'Download all that is recorded').getByText('no single applicant').waitFor();
    await confirmErasure(page);
    await card(page, 'Erase').getByText('no single applicant').waitFor();
    await shot(page, 'rights-many');
    await context.close();
  });

  it('say why an erasure waits, also after a reload, and why it was refused at last', async () => {
    const applicantId = ids[4]!;
    for (const worker of stage.platform.workers) await worker.kill('SIGKILL');
    await post('batches', applicantFile('later.csv', 20).buffer.toString(), 'text/csv');
    const { page, context } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.rights}`);
    await look(page, applicantId);
    await confirmErasure(page);
    for (const again of [false, true]) {
      if (again) await page.reload();
      await card(page, 'Erase').getByText('The erasure is under way').waitFor();
      await card(page, 'Erase').getByText('It waits while a file is being scored').waitFor();
      expect(await card(page, 'Erase').getByRole('button').count()).toBe(0);
    }
    expect(await accessibilityFindings(page)).toEqual([]);
    await shot(page, 'rights-waiting');
    await post('holds', JSON.stringify({ applicantId, reason: 'A late complaint' }));
    await stage.platform.startWorker();
    await card(page, 'Erase').getByText('The erasure was refused, and nothing was removed').waitFor();
    await card(page, 'Keep from erasure').getByText('A late complaint').waitFor();
    await shot(page, 'rights-refused');
    expect((await exported(applicantId)).decisions.length).toBeGreaterThanOrEqual(files);
    await context.close();
  });

  it('say that the database is away, and are served once it is back', async () => {
    const { page, context } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.rights}`);
    await look(page, ids[5]!);
    await postgres.kill();
    await page.getByRole('button', { name: 'Download' }).click();
    await card(page, 'Download all that is recorded').getByText('The database is not reachable').waitFor();
    await confirmErasure(page);
    await card(page, 'Erase').getByText('The database is not reachable').waitFor();
    await shot(page, 'rights-away');
    await postgres.restart();
    await waitUntil(async () => (await fetch(`${stage.url}/health/ready`)).ok, { what: 'the database' });
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    expect(
      ApplicantExport.parse(JSON.parse(await readFile(await (await saving).path(), 'utf8'))).applicantId,
    ).toBe(ids[5]);
    await confirmErasure(page);
    await page.getByText('The applicant is erased').waitFor();
    await context.close();
  });

  async function openDecisionOf(page: Page, applicantId: string): Promise<void> {
    await page.context().setExtraHTTPHeaders(authorizationFor(stage.url));
    const { decisions } = RecordedDecisionList.parse(
      await (await post('decisions/search', JSON.stringify({ applicantId }))).json(),
    );
    await page.goto(`${stage.url}${pagePaths.decision.replace(':decisionId', decisions[0]!.id)}`);
    await page.getByRole('heading', { name: `Decision about ${applicantId}` }).waitFor();
  }
});
