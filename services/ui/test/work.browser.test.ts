import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Batch, ReasonWording, ReferQueue } from '@bora/contracts';
import { repositoryRoot, waitUntil } from '@bora/testing';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { describeInBrowserWith } from './support/describe-in-browser.ts';
import { pageOf } from './support/page-of.ts';
import { places } from './support/places.ts';
import { shot } from './support/shot.ts';

describeInBrowserWith(
  { env: { CREDITOR_NAME: 'Banco de Teste', CREDITOR_ADDRESS: 'Rua Um, 1, São Paulo' } },
  'what people do about decisions',
  (stage) => {
    let applicants: string;
    beforeAll(async () => {
      const sample = await readFile(join(repositoryRoot, 'data/sample-applicants.csv'), 'utf8');
      applicants = sample.split('\n').slice(0, 61).join('\n');
      const posted = await fetch(`${stage.url}/v1/batches`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: applicants,
      });
      Batch.parse(await posted.json());
      await waitUntil(async () => (await queue()).waiting > 0, {
        what: 'decisions to wait for a person',
      });
    });

    async function queue(): Promise<ReferQueue> {
      const found = await fetch(`${stage.url}/v1/referrals/search`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      return ReferQueue.parse(await found.json());
    }

    /** A decision about an applicant of one's own file: declined ones of others are not there for an officer. */
    async function declinedOf(page: Page): Promise<string> {
      await page.evaluate(
        (body) => fetch('/v1/batches', { method: 'POST', headers: { 'content-type': 'text/csv' }, body }),
        applicants,
      );
      const recorded = () =>
        page.evaluate(async () => {
          const answer = await fetch('/v1/decisions/search', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: '{"decision":"decline","limit":1}',
          });
          return ((await answer.json()) as { decisions: { id: string }[] }).decisions[0]?.id;
        });
      const id = await waitUntil(recorded, { what: 'a declined applicant' });
      return id!;
    }

    it('an approval of a declined applicant waits until another person confirms it', async () => {
      const ana = await pageOf(stage, 'ana', 'officer');
      const id = await declinedOf(ana);
      await ana.goto(`${stage.url}/referrals/${id}`);
      await ana.getByLabel('Decision').selectOption('approve');
      await ana.getByLabel('Reason', { exact: true }).selectOption('verified-income');
      await ana.getByLabel('In your words').fill('Payslips of three months');
      await shot(ana, 'override');
      expect(await accessibilityFindings(ana)).toEqual([]);
      await ana.getByRole('button', { name: 'Decide' }).click();
      await ana.getByText('Another person has to confirm it.').waitFor();
      expect(await ana.getByRole('button', { name: 'Confirm' }).count()).toBe(0);

      const bruno = await pageOf(stage, 'bruno', 'officer');
      await bruno.goto(`${stage.url}/referrals`);
      await bruno.getByText('A second person (proposed by ana)').waitFor();
      await shot(bruno, 'referrals');
      expect(await accessibilityFindings(bruno)).toEqual([]);
      await bruno.goto(`${stage.url}/referrals/${id}`);
      await bruno.getByRole('button', { name: 'Confirm' }).click();
      await bruno.getByRole('alertdialog').getByRole('button', { name: 'Confirm' }).click();
      await bruno.getByText('Stands').waitFor();
      await bruno.getByLabel('Write a note').fill('Seen together');
      await bruno.getByRole('button', { name: 'Keep the note' }).click();
      await bruno.getByText('Seen together').waitFor();
      await shot(bruno, 'confirmed');

      await bruno.goto(`${stage.url}/referrals`);
      await bruno.getByLabel('Show').selectOption('settled');
      await bruno.getByRole('button', { name: 'Search', exact: true }).click();
      await bruno.getByRole('cell', { name: 'Settled' }).waitFor();
      const applicant = await bruno.locator('tbody tr a').first().innerText();
      await bruno.getByLabel('Applicant').fill(applicant.slice(0, -2));
      await bruno.getByRole('button', { name: 'Search', exact: true }).click();
      await bruno.waitForURL(/#.*applicantIdPrefix=/);
      await bruno.getByRole('link', { name: applicant }).waitFor();
      await shot(bruno, 'referrals-settled');
      expect(await accessibilityFindings(bruno)).toEqual([]);
      // Of the decision, everywhere in the same words.
      await ana.goto(`${stage.url}/decisions/${id}`);
      await ana.getByText(/^Overridden to Approve by ana,/).waitFor();
      await shot(ana, 'decision-overridden');
      await ana.goto(`${stage.url}/decisions`);
      await ana.getByText(/^Overridden to Approve by ana,/).waitFor();
      await shot(ana, 'decisions-overridden');
      expect(await accessibilityFindings(ana)).toEqual([]);
    });

    it('a notice is seen as a draft, issued after a second yes, and can be printed', async () => {
      const { page, complaints } = await stage.openPage();
      await page.goto(`${stage.url}/notices`);
      await page.getByText('to issue').waitFor();
      await shot(page, 'notices');
      expect(await accessibilityFindings(page)).toEqual([]);
      const draft = await page.getByRole('link', { name: 'See the draft' }).first().getAttribute('href');
      await page.getByRole('button', { name: 'Issue' }).first().click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Issue' }).click();
      await page.getByRole('link', { name: 'Open and print' }).waitFor();
      await page.goto(`${stage.url}${draft}`);
      await page.getByRole('heading', { name: 'Principais razões da decisão' }).waitFor();
      expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")).toContain(
        'Georgia',
      );
      expect(await page.getByText('Rascunho').count()).toBe(0);
      const wording = await readFile(join(repositoryRoot, 'notices/wordings/pt.1.json'), 'utf8');
      const known = Object.values(ReasonWording.parse(JSON.parse(wording)).reasons);
      const reasons = await page.locator('ol li').allInnerTexts();
      expect(reasons.length).toBeGreaterThan(0);
      expect(reasons.filter((reason) => !known.includes(reason))).toEqual([]);
      expect(await accessibilityFindings(page)).toEqual([]);
      await shot(page, 'notice');
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.toString('latin1')).toMatch(/\/Count 1\b/);
      expect(complaints).toEqual([]);
    });

    it('a notice on a phone has its buttons in view, below what is said of it', async () => {
      const { page } = await stage.openPage({ width: 390, height: 844 });
      await page.goto(`${stage.url}/notices`);
      const draft = page.getByRole('link', { name: 'See the draft' }).first();
      await draft.waitFor();
      await shot(page, 'notices-phone');
      const issue = await page.getByRole('button', { name: 'Issue' }).first().boundingBox();
      expect(issue!.x + issue!.width).toBeLessThan(390);
      const moment = await page.locator('tbody tr').first().locator('time').boundingBox();
      expect(issue!.y).toBeGreaterThan(moment!.y + moment!.height);
      expect((await page.locator('tbody tr').nth(1).boundingBox())!.height).toBeLessThan(125);
      expect(await accessibilityFindings(page)).toEqual([]);
      await page.context().close();
    });

    it('an auditor sees who did what, verifies the trail and keeps its head', async () => {
      const page = await pageOf(stage, 'clara', 'auditor');
      await page.goto(`${stage.url}/audit`);
      await page.getByRole('cell', { name: 'Issued a notice to an applicant' }).waitFor();
      await page.getByRole('button', { name: 'Verify the trail' }).click();
      await page.getByText('The trail is whole').waitFor();
      await shot(page, 'audit');
      expect(await accessibilityFindings(page)).toEqual([]);
      await page.getByLabel('What', { exact: true }).selectOption('decision.confirm');
      await page.getByText('override: proposed → stands').waitFor();
      const shown = await places(page);
      expect(shown).toContain('Audit trail');
      expect(shown).not.toContain('Notices');
    });
  },
);
