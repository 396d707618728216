import { type Platform, type PlatformOptions, startPlatform } from '@bora/system-test/platform';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import {
  chromiumPath,
  launchBrowser,
  type OpenPage,
  openPage,
  type PageOptions,
  whySkipped,
} from './browser.ts';

/** What tests of pages run on; there from the first `beforeAll` of theirs on. */
export interface BrowserStage {
  readonly platform: Platform;
  /** Where the pages are. */
  readonly url: string;
  /** A page of its own, as for a person who was never here. */
  openPage(options?: PageOptions): Promise<OpenPage>;
}

/**
 * Describes pages in a browser, with a platform of their own that starts before their tests and ends after them.
 * Where there is no browser they are skipped, and the name says why.
 */
export function describeInBrowser(what: string, tests: (stage: BrowserStage) => void): void {
  describeInBrowserWith({}, what, tests);
}

/** The same with a platform that is started in another way. */
export function describeInBrowserWith(
  options: PlatformOptions,
  what: string,
  tests: (stage: BrowserStage) => void,
): void {
  describe.skipIf(!chromiumPath)(`${what}${chromiumPath ? '' : ` (${whySkipped})`}`, () => {
    let platform: Platform | undefined;
    let browser: Browser | undefined;
    beforeAll(async () => {
      [platform, browser] = await Promise.all([startPlatform(options), launchBrowser()]);
    });
    afterAll(async () => {
      await browser?.close();
      await platform?.stop();
    });
    tests({
      get platform() {
        return platform!;
      },
      get url() {
        return platform!.url;
      },
      openPage: (options) => openPage(browser!, options),
    });
  });
}
