import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { askTarget, dashboardFile, readDashboard } from './monitoring/dashboard-questions.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { runCollected } from './setup/collected-command.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNode } from './setup/node-version.mjs';
import { withProgress } from './setup/progress-line.mjs';
import { repositoryRoot } from './setup/repository.mjs';
import { reportFailure, SetupError } from './setup/setup-error.mjs';

const folder = join(repositoryRoot, 'monitoring/preview');
const dataFolder = join(folder, '.data');
/** Seconds from scrape to scrape, as `monitoring/prometheus.yml` says. */
const scrape = 15;
/** Grafana asks for no more points than a panel has pixels. */
const pixels = 800;

/**
 * Draws the Grafana dashboard with the answers of a Prometheus that watches a running Bora, by Grafana's own components but
 * without its server, and photographs it. Fails, with everything that is wrong, where a panel is empty, cannot be read, or
 * asks for something that is not drawn here.
 *
 *   node scripts/dashboard-preview.mjs --prometheus http://127.0.0.1:9090 --minutes 10 --out dashboard.png
 */
async function main() {
  const { prometheus, minutes, out } = readOptions();
  requireNode();
  await ensureDependencies(repositoryRoot);
  await ensureDependencies(folder);
  const chromium = await ensureChromium({ logsFolder: join(repositoryRoot, '.data/logs') });
  if (chromium === undefined) throw new SetupError('The dashboard cannot be photographed without Chromium.');
  mkdirSync(dataFolder, { recursive: true });
  await withProgress("Comparing the dashboard with Grafana's types", checkTypes);
  const preview = await withProgress('Asking Prometheus', () => ask(prometheus, minutes));
  const previewFile = join(dataFolder, 'preview.json');
  writeFileSync(previewFile, JSON.stringify(preview));
  const args = [join(folder, 'photograph.mjs'), previewFile, chromium, resolve(out)];
  await withProgress('Drawing the dashboard', () => runCollected(process.execPath, args, { cwd: folder }));
  console.log(`${preview.panels.length} rows and panels are drawn in ${out}`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      prometheus: { type: 'string', default: 'http://127.0.0.1:9090' },
      /** How far back the panels look. */
      minutes: { type: 'string', default: '10' },
      out: { type: 'string' },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new SetupError(`--minutes ${values.minutes} is no number of minutes.`);
  if (!values.out?.endsWith('.png')) throw new SetupError('Say with --out FILE.png where the picture goes.');
  return { prometheus: values.prometheus, minutes, out: values.out };
}

/** The dashboard as TypeScript, because the compiler takes the texts of a JSON file for any text. */
async function checkTypes() {
  const file = join(dataFolder, 'dashboard.ts');
  const type = "import type { DashboardJson } from '../src/dashboard-json.ts';";
  writeFileSync(
    file,
    `${type}\n\nexport const dashboard: DashboardJson = ${readFileSync(dashboardFile, 'utf8')}`,
  );
  await runCollected(join(repositoryRoot, 'node_modules/.bin/tsc'), ['--project', folder], {});
}

/**
 * @param {string} prometheus
 * @param {number} minutes
 */
async function ask(prometheus, minutes) {
  const { panels } = readDashboard();
  const step = Math.max(scrape, Math.ceil((minutes * 60) / pixels));
  // Grafana asks at multiples of the step.
  const end = Math.floor(Date.now() / 1000 / step) * step;
  const range = { end, minutes, step, rateInterval: `${Math.max(step + scrape, 4 * scrape)}s` };
  /** @type {Record<number, object[]>} */
  const answers = {};
  for (const { id, targets = [] } of panels) {
    const ofPanel = targets.map(async (target) => ({
      target,
      stepSeconds: step,
      series: await askTarget(prometheus, target, range),
    }));
    answers[id] = await Promise.all(ofPanel);
  }
  return { panels, answers, fromMs: (end - minutes * 60) * 1000, toMs: end * 1000 };
}

main().catch(reportFailure);
