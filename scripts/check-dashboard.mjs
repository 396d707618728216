import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from './setup/repository.mjs';
import { reportFailure, SetupError } from './setup/setup-error.mjs';

/**
 * Asks a Prometheus that watches a running Bora every question of the Grafana dashboard, and says what each panel would
 * show. Fails where one has an error or nothing to show.
 *
 *   node scripts/check-dashboard.mjs --prometheus http://127.0.0.1:9090 --minutes 10
 */
async function main() {
  const { values } = parseArgs({
    options: {
      prometheus: { type: 'string', default: 'http://127.0.0.1:9090' },
      /** How far back the panels look. */
      minutes: { type: 'string', default: '10' },
      /** What Grafana puts for `$__rate_interval`: four scrapes. */
      interval: { type: 'string', default: '1m' },
    },
  });
  const file = join(repositoryRoot, 'monitoring/grafana/dashboards/bora.json');
  /** @type {{ panels: { title: string, targets?: { expr: string }[] }[] }} */
  const { panels } = JSON.parse(readFileSync(file, 'utf8'));
  const rows = [];
  for (const panel of panels) {
    for (const target of panel.targets ?? []) {
      const expression = target.expr.replaceAll('$__rate_interval', values.interval);
      rows.push({
        panel: panel.title,
        ...(await ask(values.prometheus, expression, Number(values.minutes))),
      });
    }
  }
  console.log(table(rows));
  const empty = rows.filter(({ series }) => series === 0);
  const said = `${rows.length} questions of ${panels.filter(({ targets }) => targets).length} panels`;
  if (empty.length === 0) return console.log(`${said}: each has an answer.`);
  throw new SetupError(
    `${said}: ${empty.length} have nothing to show: ${empty.map(({ panel }) => panel).join(', ')}.`,
  );
}

/** @typedef {{ metric: Record<string, string>, values: [number, string][] }} Series */

/**
 * @param {string} prometheus
 * @param {string} expression
 * @param {number} minutes
 * @returns {Promise<{ series: number, points: number, last: string }>}
 */
async function ask(prometheus, expression, minutes) {
  const end = Date.now() / 1000;
  const step = Math.max(1, (minutes * 60) / 240);
  const query = new URLSearchParams({
    query: expression,
    start: String(end - minutes * 60),
    end: String(end),
    step: String(step),
  });
  const response = await fetch(`${prometheus}/api/v1/query_range?${query}`);
  /** @type {any} what Prometheus' HTTP API answers */
  const { status, error, data } = await response.json();
  if (status !== 'success') throw new SetupError(`${expression}\n${error}`);
  /** @type {Series[]} */
  const found = data.result;
  // A rate of nothing over nothing is no figure.
  const shown = found
    .map(({ metric, values }) => ({ metric, values: values.filter(([, value]) => value !== 'NaN') }))
    .filter(({ values }) => values.length > 0);
  const points = shown.reduce((sum, { values }) => sum + values.length, 0);
  return { series: shown.length, points, last: shown.slice(0, 3).map(lastOf).join('  ') };
}

/** @param {Series} series */
function lastOf({ metric, values }) {
  const { __name__: _, instance: __, ...labels } = metric;
  const figure = Number(Number(values.at(-1)?.[1]).toPrecision(4));
  return [...Object.values(labels), figure].join(' ');
}

/** @param {{ panel: string, series: number, points: number, last: string }[]} rows */
function table(rows) {
  const width = Math.max(...rows.map(({ panel }) => panel.length));
  return rows
    .map(({ panel, series, points, last }) =>
      `${panel.padEnd(width)}  ${String(series).padStart(3)} series  ${String(points).padStart(5)} points  ${last}`.trimEnd(),
    )
    .join('\n');
}

main().catch(reportFailure);
