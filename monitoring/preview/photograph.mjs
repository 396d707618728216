import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

/**
 * `node photograph.mjs QUESTIONS.json CHROMIUM FILE.png`: draws the panels with the answers of the first file, and photographs
 * them. Says on standard error what is wrong with the picture, and then exits with 1.
 */
const [previewFile = '', chromiumPath = '', pictureFile = ''] = process.argv.slice(2);
const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
/** Nothing is served under it: every request of the page is answered here. */
const address = 'http://dashboard.invalid/';
const width = 1600;
// The other build of these packages imports libraries in a way that only webpack understands.
const { resolve } = createRequire(import.meta.url);
const packages = ['@grafana/data', '@grafana/schema', '@grafana/ui'];

const fonts = 'node_modules/@fontsource/inter/files';
/** @type {Record<string, number>} */
const weights = { Regular: 400, Medium: 500 };

const { outputFiles } = await build({
  entryPoints: [here('src/page.tsx')],
  bundle: true,
  write: false,
  outdir: here('dist'),
  jsx: 'automatic',
  loader: { '.svg': 'dataurl', '.ttf': 'empty' },
  alias: Object.fromEntries(packages.map((name) => [name, resolve(name)])),
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'error',
});
const bundled = (/** @type {string} */ ending) =>
  outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
const preview = readFileSync(previewFile, 'utf8').replaceAll('<', '\\u003c');
const document = `<!doctype html><html><head><meta charset="utf-8"><style>${bundled('.css')}</style></head>
<body style="margin: 0"><main></main><script>window.preview = ${preview}</script>
<script src="page.js"></script></body></html>`;

const browser = await chromium.launch({
  executablePath: chromiumPath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
});
try {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    timezoneId: 'UTC',
    locale: 'en-GB',
  });
  /** @type {string[]} */
  const faults = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    const isNetwork = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isNetwork) faults.push(message.text());
  });
  await page.route('**/*', (route) => {
    const path = route.request().url().slice(address.length);
    if (path === '') return route.fulfill({ body: document, contentType: 'text/html' });
    if (path === 'page.js') return route.fulfill({ body: bundled('.js'), contentType: 'text/javascript' });
    const icon = /^public\/build\/(img\/icons\/[\w/-]+\.svg)$/.exec(path)?.[1];
    if (icon) return route.fulfill({ path: here(`node_modules/@grafana/ui/dist/public/${icon}`) });
    const font = /^public\/fonts\/inter\/Inter-(\w+)\.woff2$/.exec(path)?.[1];
    if (font && font in weights)
      return route.fulfill({ path: here(`${fonts}/inter-latin-${weights[font]}-normal.woff2`) });
    if (path !== 'favicon.ico') faults.push(`The page asks for ${path}, which nobody serves`);
    return route.fulfill({ status: 404 });
  });
  await page.goto(address);
  faults.push(...(await page.evaluate('drawDashboard()')));
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: pictureFile, fullPage: true });
  for (const fault of new Set(faults)) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
}
