import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { knownPlatforms, patienceMs } from '@bora/testing';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { signInByCookie } from './session.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium of this machine; undefined where there is none, and why then nothing is tested. */
export const chromiumPath = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find((path) => existsSync(path));
export const whySkipped = 'skipped: no Chromium in PATH (Debian and Ubuntu: apt-get install chromium)';

const quietArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath!, headless: true, args: quietArguments });
}

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained of: errors of scripts, refusals by its policy. */
  readonly complaints: string[];
}

export interface PageOptions {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** As the administrator of every platform of this test, unless told. */
  readonly isSignedIn?: boolean;
}

/** A page of its own, as for a person who was never here. */
export async function openPage(
  browser: Browser,
  { colorScheme = 'light', width = 1280, height = 900, isSignedIn = true }: PageOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    colorScheme,
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width, height },
    acceptDownloads: true,
  });
  if (isSignedIn) {
    for (const platform of knownPlatforms()) await signInByCookie(context, platform);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isNetwork = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isNetwork) complaints.push(message.text());
  });
  return { page, context, complaints };
}
