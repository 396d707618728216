import { pagePaths } from '@bora/contracts';
import type { Page } from 'playwright-core';
import { chartIsDrawn, lineIsDrawn } from './chart.ts';
import { photographsOfProfit } from './photographs-of-profit.ts';

/** What there is to photograph: addresses. */
export interface Stage {
  readonly url: string;
  /** A scored file with 37 rejected rows. */
  readonly faulty: string;
  readonly good: string;
  readonly segmented: string;
  /** Two simulations of one file. */
  readonly simulated: readonly [string, string];
}

export interface Photograph {
  readonly name: string;
  /** All of the page, not only what a window shows of it. */
  readonly isWhole?: boolean;
  readonly isOfPhoneOnly?: boolean;
  /** Brings the page into the state that is photographed. */
  open(page: Page, stage: Stage): Promise<unknown>;
}

/** A page that is there when a text is. */
function listed(name: keyof typeof pagePaths & string, text: string | RegExp): Photograph {
  return {
    name,
    isWhole: true,
    async open(page, { url }) {
      await page.goto(`${url}${pagePaths[name]}`);
      await page.getByText(text).filter({ visible: true }).first().waitFor();
    },
  };
}

/** Every photograph that `docs/screenshots` holds, in light and dark, of a desk and of a phone. */
export const photographs: readonly Photograph[] = [
  {
    name: 'sign-in',
    async open(page, { url }) {
      await page.context().clearCookies();
      await page.goto(url);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    },
  },
  {
    name: 'start',
    async open(page, { url }) {
      await page.goto(url);
      await page.getByRole('link', { name: 'july.csv' }).waitFor();
    },
  },
  {
    name: 'menu',
    isOfPhoneOnly: true,
    async open(page, { url }) {
      await page.goto(url);
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('link', { name: 'Models' }).waitFor();
    },
  },
  {
    name: 'header-check',
    async open(page, { url }) {
      await page.goto(url);
      await page.getByRole('button', { name: 'Try the sample' }).click();
      await page.getByText('This file can be scored').waitFor();
    },
  },
  {
    name: 'results',
    isWhole: true,
    async open(page, { good }) {
      await page.goto(good);
      await page.getByRole('link', { name: 'T-000001' }).waitFor();
      await chartIsDrawn(page);
    },
  },
  {
    name: 'rejects',
    isWhole: true,
    async open(page, { faulty }) {
      await page.goto(faulty);
      await page.getByRole('tab', { name: 'Rejected (37)' }).click();
      await page.getByRole('region', { name: 'Rejected rows' }).waitFor();
      await chartIsDrawn(page);
    },
  },
  {
    name: 'applicant',
    isWhole: true,
    async open(page, { good }) {
      await page.goto(`${good}/rows/2`);
      await page.getByText('Values given').waitFor();
      await chartIsDrawn(page);
    },
  },
  {
    name: 'person',
    async open(page, { url }) {
      await page.goto(`${url}${pagePaths.scorePerson}`);
      await page.getByRole('button', { name: 'Fill in an example' }).click();
      await page.getByRole('button', { name: 'Score', exact: true }).click();
      await chartIsDrawn(page);
    },
  },
  {
    name: 'segments',
    isWhole: true,
    async open(page, { segmented }) {
      await page.goto(segmented);
      await lineIsDrawn(page);
      await page.getByText('A number stands at the middle').waitFor();
    },
  },
  {
    name: 'no-such-page',
    async open(page, { url }) {
      await page.goto(`${url}/no/such/page`);
      await page.getByText('There is no such page').waitFor();
    },
  },
  ...photographsOfProfit,
  listed('segmentations', 'Kept under a name'),
  listed('decisions', /^[A-Z]+-\d/),
  {
    name: 'rights',
    isWhole: true,
    async open(page, { url }) {
      await page.goto(`${url}${pagePaths.rights}`);
      await page.getByRole('textbox').fill('T-000001');
      await page.getByRole('button', { name: 'Show this applicant' }).click();
      await page.getByText(/decisions? on record/).waitFor();
      await page.getByText('There is no hold on this applicant.').waitFor();
    },
  },
  listed('referrals', /^[A-Z]+-\d/),
  listed('notices', 'to issue'),
  listed('audit', /^Uploaded a file/),
  listed('policies', 'Swap-set'),
  listed('models', 'Trained on'),
  listed('operations', 'Threads'),
  { ...listed('batches', 'july.csv'), name: 'files' },
  listed('people', 'administrator (you)'),
  listed('keys', 'local key'),
  listed('account', 'New password again'),
];
