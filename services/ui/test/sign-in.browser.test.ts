import { readFile } from 'node:fs/promises';
import { ApiKeyWithSecret, PersonWithPassword, pagePaths, type Role } from '@bora/contracts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { applicantFile } from './support/applicant-files.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';
import { places } from './support/places.ts';
import { shot } from './support/shot.ts';

describeInBrowser('who signs in', (stage) => {
  let password: string;

  beforeAll(async () => {
    password = (await readFile(stage.platform.passwordFile, 'utf8')).trim();
  });

  async function signIn(page: Page, name: string, word: string): Promise<void> {
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(word);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  async function addPerson(name: string, role: Role): Promise<string> {
    const response = await fetch(`${stage.url}/v1/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, role }),
    });
    return PersonWithPassword.parse(await response.json()).password;
  }

  it.each(['light', 'dark'] as const)(
    'is led to sign in and back to the address that was asked for, in %s',
    async (colorScheme) => {
      const { page, complaints } = await stage.openPage({ colorScheme, isSignedIn: false });
      await page.goto(`${stage.url}/files?some=thing`);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(await accessibilityFindings(page)).toEqual([]);
      expect(await places(page)).toEqual([]);
      await signIn(page, 'administrator', 'not the password');
      await page.getByText('Name or password is wrong').first().waitFor();
      await signIn(page, 'administrator', password);
      await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor();
      expect(page.url()).toBe(`${stage.url}/files?some=thing`);
      expect(await page.evaluate('document.cookie')).toBe('');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await page.goto(`${stage.url}/people`);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('is led nowhere else by a link with a strange way back', async () => {
    const { page } = await stage.openPage({ isSignedIn: false });
    for (const back of ['//stranger.example/', 'https://stranger.example', '/\\stranger.example']) {
      await page.goto(`${stage.url}/sign-in?back=${encodeURIComponent(back)}`);
      await signIn(page, 'administrator', password);
      await page.getByRole('heading', { name: 'Score a file of applicants' }).waitFor();
      expect(page.url()).toBe(`${stage.url}/`);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    }
    await page.context().close();
  });

  it('with a given password chooses an own one first, and then sees what the role may do', async () => {
    const given = await addPerson('olga', 'officer');
    const { page, complaints } = await stage.openPage({ isSignedIn: false });
    await page.goto(`${stage.url}/files`);
    await signIn(page, 'Olga', given);
    await page.getByText('Choose a password of your own').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await places(page)).toEqual([]);
    await page.getByLabel('Current password').fill(given);
    await page.getByLabel('New password', { exact: true }).fill('a long walk by the sea');
    await page.getByLabel('New password again').fill('a long walk by the sea');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('The password is changed').waitFor();
    expect(await places(page)).toEqual([
      ...['Score a file', 'Files', 'Score one person', 'Referred', 'Decisions', 'Notices', 'API keys'],
    ]);
    // Typed addresses of pages that are for others say for whom they are, and offer nothing to do.
    for (const [path, roles] of [
      [pagePaths.policies, ['Analyst', 'Auditor', 'Administrator']],
      [pagePaths.people, ['Administrator']],
    ] as const) {
      await page.goto(`${stage.url}${path}`);
      await page.getByText('Your role has nothing to do on this page.').waitFor();
      expect(await page.locator('main li').allInnerTexts()).toEqual(roles);
      expect(await page.locator('main').getByRole('button').count()).toBe(0);
      expect(await accessibilityFindings(page)).toEqual([]);
    }

    await page.goto(stage.url);
    await page.locator('input[type=file]').setInputFiles(applicantFile('own.csv', 50));
    await page.getByRole('button', { name: 'Score this file' }).click();
    await page.getByRole('tab', { name: 'Scores (50)' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('a[download][href$="scores.csv"]').click(),
    ]);
    expect((await readFile(await download.path(), 'utf8')).trimEnd().split('\n')).toHaveLength(51);
    const share = page.getByLabel('Let my colleagues read this file');
    await page.getByText('all officers read them under Referred').waitFor();
    // It is ticked once the api has answered.
    await share.click();
    await expect.poll(async () => (await share.isEnabled()) && (await share.isChecked())).toBe(true);

    const other = await addPerson('otto', 'auditor');
    const file = page.url();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(page, 'otto', other);
    await page.getByText('Choose a password of your own').waitFor();
    await page.goto(file);
    await page.getByText('Choose a password of your own').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is led to sign in by the first answer that finds the session ended', async () => {
    const given = await addPerson('ada', 'analyst');
    const { page } = await stage.openPage({ isSignedIn: false });
    await page.goto(stage.url);
    await signIn(page, 'ada', given);
    await page.getByText('Choose a password of your own').waitFor();
    await page.context().clearCookies();
    await page.getByLabel('Current password').fill(given);
    await page.getByLabel('New password', { exact: true }).fill('a long walk by the sea');
    await page.getByLabel('New password again').fill('a long walk by the sea');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(new URL(page.url()).searchParams.get('back')).toBe(pagePaths.account);
    await page.context().close();
  });

  it('as administrator adds people, gives them passwords and roles, and disables them', async () => {
    const { page, complaints } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.people}`);
    await page.getByLabel('Name').fill('nina rossi');
    await page.getByRole('combobox', { name: 'Role', exact: true }).selectOption('officer');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByText(/^A name has 2 to 64 letters/).waitFor();
    expect(await page.getByText(/documented form|body/).count()).toBe(0);
    await page.getByLabel('Name').fill('nina');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByText('nina is added').waitFor();
    const card = page.getByRole('article', { name: 'nina' });
    await card.getByRole('combobox').selectOption('auditor');
    await expect.poll(() => card.getByRole('combobox').inputValue()).toBe('auditor');
    await card.getByRole('button', { name: 'New password' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'New password' }).click();
    await card.getByText('New password of nina').waitFor();
    await card.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click();
    await card.getByText('Disabled').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByLabel('Name').fill('nina');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByText('There is a person of this name already').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('an administrator has every page in one row of the header, and reaches them by keyboard', async () => {
    const { page } = await stage.openPage({ width: 1280, height: 800 });
    await page.goto(`${stage.url}${pagePaths.batches}`);
    const header = page.locator('header');
    expect((await header.boundingBox())!.height).toBeLessThan(70);
    expect(await places(page)).toHaveLength(15);
    const group = page.getByRole('navigation').getByRole('button', { name: 'Manage' });
    await group.focus();
    await page.keyboard.press('Enter');
    expect(await group.getAttribute('aria-expanded')).toBe('true');
    await shot(page, 'header-open');
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await group.getAttribute('aria-expanded')).toBe('false');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Manage');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Operations' }).waitFor();
    expect(await page.getByRole('navigation').getByRole('link', { name: 'People' }).count()).toBe(0);
    await page.context().close();
  });

  it('makes an API key, sees it once, and revokes it', async () => {
    const { page, complaints } = await stage.openPage();
    await page.goto(`${stage.url}${pagePaths.keys}`);
    await page.getByText(/^Not offered, because it takes a person who signed in: .*password/).waitFor();
    const ofCommands = page.getByRole('article', { name: 'local key' });
    await ofCommands.getByText(/^The key of this machine's own commands/).waitFor();
    await page.getByRole('button', { name: 'Auditor', exact: true }).click();
    const rights = page.getByRole('group', { name: "Applicants' rights" });
    expect(await rights.getByLabel('Export all that is recorded about an applicant').isChecked()).toBe(true);
    expect(await rights.getByLabel('All of this area').isChecked()).toBe(false);
    await rights.getByLabel('All of this area').check();
    expect(await rights.getByLabel('Place legal holds and release them').isChecked()).toBe(true);
    await shot(page, 'keys');
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Nothing', exact: true }).click();
    await page.getByLabel('What it is for').fill('nightly upload');
    await page.getByLabel('Upload a file of applicants').check();
    const [response] = await Promise.all([
      page.waitForResponse((answer) => answer.url().endsWith('/v1/keys') && answer.status() === 201),
      page.getByRole('button', { name: 'Make a key' }).click(),
    ]);
    const { key } = ApiKeyWithSecret.parse(await response.json());
    await page.getByText(key).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    const ask = () => fetch(`${stage.url}/v1/session`, { headers: { authorization: `Bearer ${key}` } });
    expect((await ask()).status).toBe(200);
    await page.reload();
    const card = page.getByRole('article', { name: 'nightly upload' });
    await card.getByText(`${key.slice(0, 13)}…`).waitFor();
    expect(await card.getByText(/^The key of this machine's own commands/).count()).toBe(0);
    expect(await page.getByText(key).count()).toBe(0);
    await card.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await card.getByText(/^Revoked /).waitFor();
    expect((await ask()).status).toBe(401);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
