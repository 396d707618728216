import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { driftMinimumScores } from '@bora/contracts';
import {
  freePort,
  type RunningProcess,
  repositoryRoot,
  startProcess,
  temporaryDirectory,
  waitUntil,
} from '@bora/testing';
import { expect, test } from 'vitest';
import { acceptedBatch, completed } from './src/client.ts';
import { startPlatform } from './src/platform.ts';

const run = promisify(execFile);
const monitoring = join(repositoryRoot, 'monitoring');
const hasPrometheus = await run('promtool', ['--version']).then(
  () => true,
  () => false,
);
if (!hasPrometheus)
  console.info('Skipped: alerts and dashboard are tested with Prometheus, which is not installed.');

test.skipIf(!hasPrometheus)('every alert fires when it should and not before', async () => {
  const checked = await run('promtool', ['check', 'rules', 'alerts.yml'], { cwd: monitoring });
  expect(checked.stdout).toContain('SUCCESS');
  const tested = await run('promtool', ['test', 'rules', 'alerts.test.yml'], { cwd: monitoring });
  expect(tested.stdout).toContain('SUCCESS');
  const rules = await readFile(join(monitoring, 'alerts.yml'), 'utf8');
  const tests = await readFile(join(monitoring, 'alerts.test.yml'), 'utf8');
  const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name!);
  expect(alerts.filter((name) => !tests.includes(`alertname="${name}"`))).toEqual([]);
});

test('every alert stands in docs/operations.md, with what to do', async () => {
  const rules = await readFile(join(monitoring, 'alerts.yml'), 'utf8');
  const document = await readFile(join(repositoryRoot, 'docs/operations.md'), 'utf8');
  const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name!);
  expect(alerts.length).toBeGreaterThan(10);
  expect(alerts.filter((name) => !document.includes(`\`${name}\``))).toEqual([]);
});

test('the alert on drift and the page of operations speak from the same number of scores on', async () => {
  const rules = await readFile(join(monitoring, 'alerts.yml'), 'utf8');
  expect(rules).toContain(`(bora_score_drift_scores) >= ${driftMinimumScores}\n`);
});

test.skipIf(!hasPrometheus)(
  'a real Prometheus reads api and worker with the token, and every panel of the dashboard has something to show',
  async () => {
    const token = 'prometheus-'.padEnd(40, '7');
    const workerPort = await freePort();
    const env = { METRICS_PORT: String(workerPort), METRICS_TOKEN: token };
    const folder = await temporaryDirectory();
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const platform = await startPlatform({ env });
    let prometheus: RunningProcess | undefined;
    try {
      await writeFile(join(folder.path, 'metrics-token'), token);
      const settings = join(folder.path, 'prometheus.yml');
      await writeFile(settings, await configuration(platform.url, workerPort, folder.path));
      prometheus = await startProcess('prometheus', [
        `--config.file=${settings}`,
        `--storage.tsdb.path=${join(folder.path, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ]);
      const work = async () => {
        const sample = await readFile(join(repositoryRoot, 'data/sample-applicants.csv'));
        await completed(platform.url, (await acceptedBatch(platform.url, sample)).id);
        const headers = { 'content-type': 'application/json', prefer: 'wait=20' };
        await fetch(`${platform.url}/v1/scores`, { method: 'POST', headers, body: '{}' });
      };
      await waitUntil(() => isScraped(address), { what: 'the first scrape' });
      const check = [join(repositoryRoot, 'scripts/check-dashboard.mjs')];
      check.push('--prometheus', address, '--minutes', '1', '--interval', '10s');
      let said = '';
      await waitUntil(
        async () => {
          await work();
          const outcome = await run(process.execPath, check).catch(({ stdout, stderr }) => ({
            stdout,
            stderr,
          }));
          said = `${outcome.stdout}${outcome.stderr}`;
          return said.includes('each has an answer');
        },
        { what: 'every panel to show something' },
      ).catch(() => {});
      expect(said).toContain('each has an answer');
    } finally {
      await prometheus?.kill();
      await platform.stop();
      await folder.remove();
    }
  },
);

/** What compose uses, with the addresses of this test and a scrape a second. */
async function configuration(apiUrl: string, workerPort: number, folder: string): Promise<string> {
  const text = await readFile(join(monitoring, 'prometheus.yml'), 'utf8');
  return text
    .replaceAll('15s', '1s')
    .replaceAll('/run/prometheus/metrics-token', join(folder, 'metrics-token'))
    .replace('alerts.yml', join(monitoring, 'alerts.yml'))
    .replace('api:3000', new URL(apiUrl).host)
    .replace(/dns_sd_configs: .*/, `static_configs: [{ targets: ["127.0.0.1:${workerPort}"] }]`);
}

async function isScraped(address: string): Promise<boolean> {
  const response = await fetch(`${address}/api/v1/query?query=sum(up{job=~"api|worker"})`).catch(
    () => undefined,
  );
  const text = (await response?.text()) ?? '';
  return text.includes('"2"]');
}
