import { pagePaths } from '@bora/contracts';
import { expect, it } from 'vitest';
import { accessibilityFindings } from './support/accessibility.ts';
import { describeInBrowser } from './support/describe-in-browser.ts';

const tallest = 64;

describeInBrowser('the header', (stage) => {
  it.each([
    ['light', 360],
    ['dark', 360],
    ['light', 1024],
  ] as const)(
    'in %s, %i pixels wide, is one row, and its menu leads to every page by keyboard and by finger',
    async (colorScheme, width) => {
      const { page, complaints } = await stage.openPage({ colorScheme, width, height: 800 });
      await page.goto(`${stage.url}${pagePaths.batches}`);
      const header = page.getByRole('banner');
      const menu = header.getByRole('button', { name: 'Menu' });
      const links = header.getByRole('navigation').getByRole('link');
      await menu.waitFor();
      expect((await header.boundingBox())!.height).toBeLessThanOrEqual(tallest);
      expect([await menu.getAttribute('aria-expanded'), await links.count()]).toEqual(['false', 0]);

      await menu.focus();
      await page.keyboard.press('Enter');
      expect([await menu.getAttribute('aria-expanded'), await links.count()]).toEqual(['true', 15]);
      expect(await accessibilityFindings(page)).toEqual([]);
      expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(width);
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe(await links.first().innerText());
      await page.keyboard.press('Escape');
      expect(await menu.getAttribute('aria-expanded')).toBe('false');
      expect(await page.evaluate('document.activeElement.textContent')).toContain('Menu');

      await menu.click();
      await header.getByRole('button', { name: 'Sign out' }).waitFor();
      await header.getByRole('combobox', { name: 'Theme' }).waitFor();
      await links.filter({ hasText: 'Operations' }).click();
      await page.getByRole('heading', { name: 'Operations', level: 1 }).waitFor();
      await expect.poll(() => links.count()).toBe(0);
      expect(await menu.getAttribute('aria-expanded')).toBe('false');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
      expect((await header.boundingBox())!.height).toBeLessThanOrEqual(tallest);

      await menu.click();
      await links.filter({ hasText: 'Operations' }).click();
      await expect.poll(() => links.count()).toBe(0);
      await menu.click();
      await page.mouse.click(width / 2, 790);
      await expect.poll(() => links.count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('of whoever is not signed in is one row without a menu, and has the choice of the theme', async () => {
    const { page } = await stage.openPage({ width: 360, height: 800, isSignedIn: false });
    await page.goto(stage.url);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const header = page.getByRole('banner');
    await header.getByRole('combobox', { name: 'Theme' }).waitFor();
    expect(await header.getByRole('button').count()).toBe(0);
    expect((await header.boundingBox())!.height).toBeLessThanOrEqual(tallest);
    await page.context().close();
  });
});
