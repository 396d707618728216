import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/repository.mjs';
import { SetupError } from '../setup/setup-error.mjs';

export const dashboardFile = join(repositoryRoot, 'monitoring/grafana/dashboards/bora.json');

/** @typedef {{ refId: string, expr: string, legendFormat?: string, instant?: boolean, format?: string }} Target */
/** @typedef {{ id: number, title: string, type: string, targets?: Target[] }} Panel */
/** @typedef {{ metric: Record<string, string>, values: [number, string][] }} Series seconds and figures, as text */

/** @returns {{ panels: Panel[] }} the dashboard that ships */
export function readDashboard() {
  return JSON.parse(readFileSync(dashboardFile, 'utf8'));
}

/**
 * Asks a Prometheus one question of a panel, as Grafana's data source does.
 *
 * @param {string} prometheus its address
 * @param {Target} target
 * @param {{ end: number, minutes: number, step: number, rateInterval: string }} range `end` and `step` in seconds;
 *   `rateInterval` stands for `$__rate_interval`
 * @returns {Promise<Series[]>} an instant question has one figure a series
 * @throws {SetupError} where Prometheus refuses the question, or does not answer
 */
export async function askTarget(prometheus, target, { end, minutes, step, rateInterval }) {
  const query = target.expr.replaceAll('$__rate_interval', rateInterval);
  const url = target.instant
    ? `${prometheus}/api/v1/query?${new URLSearchParams({ query, time: String(end) })}`
    : `${prometheus}/api/v1/query_range?${new URLSearchParams({
        query,
        start: String(end - minutes * 60),
        end: String(end),
        step: String(step),
      })}`;
  const response = await fetch(url).catch(() => {
    throw new SetupError(`No Prometheus answers at ${prometheus}.`);
  });
  /** @type {any} what Prometheus' HTTP API answers */
  const { status, error, data } = await response.json();
  if (status !== 'success') throw new SetupError(`${query}\n${error}`);
  return data.result.map((/** @type {any} */ { metric, value, values = [value] }) => ({ metric, values }));
}
