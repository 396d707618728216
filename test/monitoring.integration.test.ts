import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { driftMinimumScores } from '@bora/contracts';
import { freePort, repositoryRoot, waitUntil } from '@bora/testing';
import { expect, test } from 'vitest';
import { acceptedBatch, completed } from './src/client.ts';
import { applicants } from './src/delivered-rows.ts';
import { startPlatform } from './src/platform.ts';
import { type Prometheus, startPrometheus } from './src/prometheus.ts';

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
    const platform = await startPlatform({ env });
    let prometheus: Prometheus | undefined;
    try {
      prometheus = await startPrometheus({ apiUrl: platform.url, workerPort, token, scrape: '1s' });
      // Of fewer scores than 2,000 no drift is told.
      const file = await applicants(3_000);
      const work = async () => {
        await completed(platform.url, (await acceptedBatch(platform.url, file)).id);
        const headers = { 'content-type': 'application/json', prefer: 'wait=20' };
        await fetch(`${platform.url}/v1/scores`, { method: 'POST', headers, body: '{}' });
      };
      const check = [join(repositoryRoot, 'scripts/check-dashboard.mjs')];
      check.push('--prometheus', prometheus.url, '--minutes', '1', '--interval', '10s');
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
      await prometheus?.stop();
      await platform.stop();
    }
  },
);
