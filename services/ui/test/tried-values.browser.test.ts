import { pagePaths } from '@bora/contracts';
import { acceptedBatch, completed } from '@bora/system-test/client';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { applicantFile } from './support/applicant-files.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';
import { shot } from './support/shot.ts';

const trial = '/v1/scores?trial=true';
const decision = '/v1/scores';

describeInBrowser('values that are tried', (stage) => {
  /** What the page asks to be scored from now on. */
  function scoringsOf(page: Page): string[] {
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (request.method() === 'POST' && pathname === '/v1/scores') asked.push(`${pathname}${search}`);
    });
    return asked;
  }

  const answered = (page: Page) => page.getByText('What lowered the score most').waitFor();

  /** The form with an applicant who was decided about, and what it asks to be scored from its opening on. */
  async function scoredExample() {
    const { page } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.scorePerson}`);
    const asked = scoringsOf(page);
    await page.getByRole('button', { name: 'Fill in an example' }).click();
    await page.getByRole('button', { name: 'Score', exact: true }).click();
    await answered(page);
    return { page, asked };
  }

  it.each([1280, 390])('of an applicant of a file decide about nobody, %i px wide', async (width) => {
    const { page, complaints } = await stage.openPage({ width });
    const { id } = await acceptedBatch(stage.url, applicantFile('', 3).buffer);
    await completed(stage.url, id);
    await page.goto(`${stage.url}${pagePaths.batches}/${id}/rows/2`);
    const asked = scoringsOf(page);
    await page.getByRole('button', { name: 'Try other values' }).click();
    await page.getByText('A trial: the decision about this applicant stays').waitFor();
    expect(await page.getByRole('button', { name: 'Score', exact: true }).count()).toBe(0);
    await shot(page, `try-row-before-${width}`);
    await page.getByRole('button', { name: 'Try these values' }).click();
    await answered(page);
    const field = page.locator('input[inputmode=decimal]').last();
    await field.fill('93');
    await page.getByText('points; before:').waitFor();
    expect(asked).toEqual([trial, trial]);
    await shot(page, `try-row-${width}`);
    expect(await page.getByText('A trial: the decision').isVisible()).toBe(true);
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);

    // Another applicant is decided about as on an empty form.
    await page.getByRole('button', { name: 'Fill in an example' }).click();
    await page.getByRole('button', { name: 'Score', exact: true }).click();
    await expect.poll(() => asked.slice(2)).toEqual([decision]);
    expect(await page.getByText('A trial: the decision').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('after a score stay a trial when one that failed is repeated, and become a decision by Score alone', async () => {
    const { page, asked } = await scoredExample();
    await page.route(`**${trial}`, (route) => route.abort(), { times: 1 });
    await page.locator('input[inputmode=decimal]').last().fill('1');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Tried, not recorded').waitFor();
    expect(asked).toEqual([decision, trial, trial]);
    await page.getByRole('button', { name: 'Score', exact: true }).click();
    await expect.poll(() => page.getByText('Tried, not recorded').count()).toBe(0);
    expect(asked.slice(3)).toEqual([decision]);
    await page.context().close();
  });

  it.each(['by the button', 'by hand'])(
    'that are the first again, %s, show the first score and are not scored twice',
    async (how) => {
      const { page, asked } = await scoredExample();
      const field = page.locator('input[inputmode=decimal]').last();
      const given = await field.inputValue();
      await field.fill('93');
      await page.getByText('Tried, not recorded').waitFor();
      if (how === 'by hand') await field.fill(given);
      else await page.getByRole('button', { name: 'Back to the first values' }).click();
      await expect.poll(() => page.getByText('Tried, not recorded').count()).toBe(0);
      expect(await field.inputValue()).toBe(given);
      await answered(page);
      // Longer than typing may pause.
      await page.waitForTimeout(1_000);
      expect(await page.getByRole('button', { name: 'Score', exact: true }).count()).toBe(0);
      expect(asked).toEqual([decision, trial]);
      await page.context().close();
    },
  );
});
