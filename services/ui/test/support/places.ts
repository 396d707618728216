import type { Page } from 'playwright-core';

/** The pages that the header leads to, those behind its buttons included. */
export async function places(page: Page): Promise<string[]> {
  const navigation = page.getByRole('navigation');
  const found = await navigation.locator(':scope > ul > li > a').allInnerTexts();
  for (const group of await navigation.getByRole('button').all()) {
    await group.click();
    const list = page.locator(`[id="${await group.getAttribute('aria-controls')}"]`);
    found.push(...(await list.getByRole('link').allInnerTexts()));
    await page.keyboard.press('Escape');
  }
  return found;
}
