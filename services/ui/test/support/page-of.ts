import { PersonWithPassword, type Role } from '@bora/contracts';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { BrowserStage } from './describe-in-browser.ts';

/** A page of a new person, who has changed the first password. */
export async function pageOf(stage: BrowserStage, name: string, role: Role): Promise<Page> {
  const made = await fetch(`${stage.url}/v1/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, role }),
  });
  const { password } = PersonWithPassword.parse(await made.json());
  const { page } = await stage.openPage({ isSignedIn: false });
  await page.goto(`${stage.url}/sign-in`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  const next = 'seventeen green bicycles';
  const changed = await page.evaluate(
    ([current, chosen]) =>
      fetch('/v1/session/password', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ current, next: chosen }),
      }).then(({ status }) => status),
    [password, next],
  );
  expect(changed).toBe(204);
  return page;
}
