import { parseArgs } from 'node:util';
import { askTarget, readDashboard } from './monitoring/dashboard-questions.mjs';
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
  const minutes = Number(values.minutes);
  const step = Math.max(1, (minutes * 60) / 240);
  const { panels } = readDashboard();
  const rows = [];
  for (const panel of panels) {
    for (const target of panel.targets ?? []) {
      const range = { end: Date.now() / 1000, minutes, step, rateInterval: values.interval };
      rows.push({ panel: panel.title, ...shown(await askTarget(values.prometheus, target, range)) });
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

/** @typedef {import('./monitoring/dashboard-questions.mjs').Series} Series */

/**
 * @param {Series[]} answer
 * @returns {{ series: number, points: number, last: string }}
 */
function shown(answer) {
  // A rate of nothing over nothing is no figure.
  const figures = answer
    .map(({ metric, values }) => ({ metric, values: values.filter(([, value]) => value !== 'NaN') }))
    .filter(({ values }) => values.length > 0);
  const points = figures.reduce((sum, { values }) => sum + values.length, 0);
  return { series: figures.length, points, last: figures.slice(0, 3).map(lastOf).join('  ') };
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
