import { Batch, maximumValueLength, pagePaths } from '@bora/contracts';
import { completed } from '@bora/system-test/client';
import { expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { applicantFile } from './support/applicant-files.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';
import { shot } from './support/shot.ts';

describeInBrowser('the form of one person', (stage) => {
  it('scores a value out of bounds with a warning beside its field, as the api does', async () => {
    const { page, complaints } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.scorePerson}`);
    await page.getByLabel('Age', { exact: true }).fill('16');
    await page.getByText('A number is outside plausible bounds. Plausible is').waitFor();
    await page.getByRole('button', { name: 'Score', exact: true }).click();
    await page.getByText('What lowered the score most').waitFor();
    await shot(page, 'form-out-of-bounds');
    expect(await page.getByText('A number is outside plausible bounds. Plausible is').count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('decides by values that were tried, when asked to', async () => {
    const { page } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.scorePerson}`);
    const age = page.getByLabel(/^Age/);
    const score = page.getByRole('button', { name: 'Score', exact: true });
    await age.fill('40');
    await score.click();
    await page.getByText('What lowered the score most').waitFor();
    await age.fill('50');
    await page.getByText('Tried, not recorded').waitFor();
    await score.click();
    await expect.poll(() => page.getByText('Tried, not recorded').count()).toBe(0);
    await page.context().close();
  });

  it.each([1280, 390])(
    'says which fields the api would refuse, and shows the first, on %i pixels',
    async (width) => {
      const { page, complaints } = await stage.openPage({ width });
      await page.goto(`${stage.url}${pagePaths.scorePerson}`);
      const age = page.getByLabel('Age', { exact: true });
      const city = page.getByLabel('City of birth', { exact: true });
      for (const field of [city, age]) await field.fill('4'.repeat(maximumValueLength + 1));
      await page.getByRole('button', { name: 'Score', exact: true }).click();
      const answer = page.getByRole('region', { name: 'Answer' });
      await answer.getByText('2 fields need a look').waitFor();
      const focused = () => page.evaluate('document.activeElement.id');
      expect(await focused()).toBe(await city.getAttribute('id'));
      const middle = async () => (await city.boundingBox())!.y / 900;
      await expect.poll(middle).toBeGreaterThan(0.3);
      expect(await middle()).toBeLessThan(0.7);
      await shot(page, `form-refused-${width}`);
      await answer.getByRole('link', { name: 'Age' }).click();
      expect(await focused()).toBe(await age.getAttribute('id'));
      await page.getByText('At most 1,000 characters.').last().waitFor();
      expect(await accessibilityFindings(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('takes marks for missing values of a file over as not given', async () => {
    const [header = ''] = applicantFile('one.csv', 1).buffer.toString().split('\n');
    const marks = header.split(',').map((_, column) => ['T-1', ' '][column] ?? 'NULL');
    const posted = await fetch(`${stage.url}/v1/batches`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: `${header}\n${marks.join(',')}\n`,
    });
    const { id } = Batch.parse(await posted.json());
    await completed(stage.url, id);
    const { page } = await stage.openPage();
    await page.goto(`${stage.url}/files/${id}/rows/1`);
    await page.getByRole('button', { name: 'Try other values' }).click();
    await expect.poll(() => page.getByLabel('Application number').inputValue()).toBe('T-1');
    await shot(page, 'form-of-missing');
    const given = await page
      .locator('fieldset')
      .locator('input, select')
      .evaluateAll((fields) => fields.map((field) => (field as unknown as { value: string }).value));
    expect(given.filter((value) => value !== '')).toEqual(['T-1']);
    const offered = await page.locator('fieldset option').allInnerTexts();
    expect(offered.filter((text) => text.trim() === '' || text === 'NULL')).toEqual([]);
    await page.context().close();
  });
});
