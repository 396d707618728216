import type { HostileCase } from './hostile-case.ts';
import { leftovers } from './leftovers.ts';
import { normalApplication } from './normal-application.ts';
import type { Target } from './target.ts';

/** What the api may take more than at its start, whatever is sent. */
export const maximumAboveBaseMb = 256;
export const maximumDelayP99Ms = 100;

/** Time over which the event loop is watched at least, so that a percentile means something. */
const watchedMs = 1_000;

export interface CaseResult {
  readonly name: string;
  readonly sends: string;
  readonly expected: string;
  readonly met: string;
  readonly withinMs: number;
  readonly tookMs: number;
  /** Most resident memory of the api meanwhile, above its base. */
  readonly aboveBaseMb: number;
  readonly delayP99Ms: number;
  readonly delayMaximumMs: number;
  /** How long the api was ready and got no processor, because others worked on this machine. */
  readonly waitedMs: number;
  /** What became of a good application afterwards. */
  readonly afterwards: string;
  readonly left: readonly string[];
  /** What is not as it was written down, in sentences. */
  readonly faults: readonly string[];
}

/** Tries a case, measures the api meanwhile, and looks at what it left. */
export async function runCase(target: Target, hostile: HostileCase): Promise<CaseResult> {
  const { api, baseMb } = target;
  await hostile.prepare?.();
  await api.resetPeak();
  await api.takeDelay();
  const waitedBefore = await api.waitedMs();
  const startedAt = performance.now();
  const met = await hostile.attack(target).catch((error: unknown) => `failed: ${error}`);
  const tookMs = performance.now() - startedAt;
  const afterwards = await normalApplication(target);
  const left = await leftovers(target);
  const restMs = watchedMs - (performance.now() - startedAt);
  if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
  const delay = await api.takeDelay();
  const result = {
    name: hostile.name,
    sends: hostile.sends,
    expected: hostile.outcome,
    met,
    withinMs: hostile.withinMs,
    tookMs: Math.round(tookMs),
    aboveBaseMb: Math.max(0, Math.round((await api.peakMb()) - baseMb)),
    delayP99Ms: Math.round(delay.p99Ms),
    delayMaximumMs: Math.round(delay.maximumMs),
    waitedMs: Math.round((await api.waitedMs()) - waitedBefore),
    afterwards,
    left,
  };
  return { ...result, faults: faultsOf(result) };
}

function faultsOf(result: Omit<CaseResult, 'faults'>): string[] {
  const faults: string[] = [];
  const { met, expected, tookMs, withinMs, aboveBaseMb, delayP99Ms, afterwards, left } = result;
  if (met !== expected) faults.push(`met ${met} in place of ${expected}`);
  if (tookMs > withinMs) faults.push(`took ${tookMs} ms, more than ${withinMs}`);
  if (aboveBaseMb > maximumAboveBaseMb) faults.push(`the api took ${aboveBaseMb} MB more`);
  if (delayP99Ms > maximumDelayP99Ms) faults.push(`the event loop was ${delayP99Ms} ms late`);
  if (afterwards !== '200 scored') faults.push(`a good application met ${afterwards} afterwards`);
  if (left.length > 0) faults.push(`left ${left.slice(0, 5).join(', ')}`);
  return faults;
}
