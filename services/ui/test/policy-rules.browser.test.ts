import { ApplicationSchema, Policy, pagePaths } from '@bora/contracts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';
import { simulatedRuns } from './support/simulated-runs.ts';

describeInBrowser('rules of a policy', (stage) => {
  let schema: ApplicationSchema;

  beforeAll(async () => {
    await simulatedRuns(stage.platform);
    schema = ApplicationSchema.parse(await (await fetch(`${stage.url}/v1/schema`)).json());
  });

  const variableOf = (kind: string, sensitive: string) =>
    schema.variables.find((one) => one.kind === kind && one.sensitive === sensitive)!;

  async function openPolicies(): Promise<{ page: Page; complaints: string[] }> {
    const opened = await stage.openPage();
    await opened.page.goto(`${stage.url}${pagePaths.policies}`);
    await opened.page.getByText('Swap-set').waitFor();
    return opened;
  }

  async function storedPolicy(version: number): Promise<Policy> {
    return Policy.parse(await (await fetch(`${stage.url}/v1/policies/default/${version}`)).json());
  }

  it('are added by keyboard with every fault said as it is typed, previewed beside the live policy, changed and stored', async () => {
    const { page, complaints } = await openPolicies();
    const number = variableOf('number', 'age');
    await page.getByRole('button', { name: 'Add a rule' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('A new rule');
    await page.getByRole('button', { name: 'Keep this rule' }).press('Enter');
    await page
      .getByText('Choose at least one value.')
      .or(page.getByText('Say in a few words why.'))
      .waitFor();
    await page.getByRole('combobox', { name: 'Where' }).selectOption(number.name);
    await page.getByRole('textbox', { name: 'Value' }).fill('1,5');
    await page.getByText('Give a number, with a decimal point').waitFor();
    expect(await page.getByRole('button', { name: 'Make live as version 3' }).isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'Value' }).fill('45');
    await page.getByRole('textbox', { name: 'What is said' }).fill('More than the product allows');
    await page.getByText(`Refer where ${number.label} is above 45`).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'What is said' }).press('Tab');
    await page.keyboard.press('Enter');

    await page.getByRole('button', { name: 'Replay the file' }).press('Enter');
    const replayed = page.getByRole('region', { name: 'With the rules' });
    await replayed.waitFor({ timeout: 60_000 });
    const [withRule = 1, live = 0] = await approvedShares(replayed);
    expect(withRule).toBeLessThan(live);
    await page.getByRole('button', { name: /^Change the rule/ }).press('Enter');
    await page.getByRole('combobox', { name: 'Then at least' }).selectOption('decline');
    await page.getByRole('button', { name: 'Keep this rule' }).press('Enter');
    await page.getByText('were changed since').waitFor();
    await page.getByRole('button', { name: /^Save as version 3/ }).press('Enter');
    await page.getByText('Version 3 is stored').waitFor();
    const stored = await storedPolicy(3);
    // What version 2 said of itself was of other rules.
    expect([(await storedPolicy(2)).description, stored.description]).toEqual(['A milder one', '']);
    expect(stored.rules).toEqual([
      {
        code: 'more-than-the-product-allows',
        text: 'More than the product allows',
        when: { kind: 'above', variable: number.name, value: 45 },
        decision: 'decline',
      },
    ]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('are removed, and what a compliance profile forbids is refused with its reason', async () => {
    const { page } = await openPolicies();
    await page.getByRole('combobox', { name: 'Version' }).selectOption('3');
    await page.getByRole('button', { name: /^Remove the rule/ }).click();
    await page.getByText('No rules: the cut-offs alone decide.').waitFor();
    const forbidden = variableOf('category', 'sex');
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('combobox', { name: 'Where' }).selectOption(forbidden.name);
    await page.getByRole('checkbox').first().check();
    await page.getByRole('textbox', { name: 'What is said' }).fill('Not for everybody');
    await page.getByRole('button', { name: 'Keep this rule' }).click();
    await page.getByRole('button', { name: /^Save as version 4/ }).click();
    await page.getByText(/reads .*, which the compliance profile br forbids: remove the rule/).waitFor();
    await page.getByRole('button', { name: /^Remove the rule/ }).click();
    await page.getByRole('button', { name: /^Save as version 4/ }).click();
    await page.getByText('Version 4 is stored').waitFor();
    expect((await storedPolicy(4)).rules).toEqual([]);
    await page.context().close();
  });
});

/** Share approved in each column, as the first row of figures says. */
async function approvedShares(table: ReturnType<Page['getByRole']>): Promise<number[]> {
  const cells = await table.getByRole('row').nth(1).getByRole('cell').allInnerTexts();
  return cells.slice(1).map((cell) => Number.parseFloat(cell));
}
