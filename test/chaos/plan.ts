import { type Draw, drawOf } from './draw.ts';
import type { Disturbance, Fault } from './fault.ts';
import { allFaults } from './faults/all-faults.ts';
import type { FilePlan } from './load/send-file.ts';
import type { StoreKind } from './stage/stores.ts';

/** Everything about a run that its seed settles. */
export interface RunPlan {
  readonly seed: number;
  readonly stores: StoreKind;
  readonly chunkRows: number;
  readonly files: readonly PlannedFile[];
  /** Pause between single applications. */
  readonly singleEveryMs: number;
  readonly disturbances: readonly PlannedDisturbance[];
}

export interface PlannedFile extends FilePlan {
  readonly pool: 'synthetic' | 'real';
  readonly afterMs: number;
}

export interface PlannedDisturbance extends Disturbance {
  readonly fault: Fault;
  /** Its moment comes when this share of the rows of `files` is scored. */
  readonly share: number;
  /** A file whose upload is under way when it begins. */
  readonly beside: FilePlan;
  /** How long that upload takes at least. */
  readonly uploadMs: number;
  /** How far it has come. */
  readonly uploadedMs: number;
}

export interface PlanSettings {
  /** Faults that can happen on this machine. */
  readonly faults?: readonly Fault[];
  /** Small files. */
  readonly isQuick?: boolean;
}

const faultsOfARun = [1, 1, 2, 2, 3];
const faultsOfAQuickRun = [1];
const poolRows = 20_000;
const badShare = 0.002;
/** Later there may be nothing left to disturb. */
const latestShare = 0.7;

/** The same for the same seed and settings. */
export function planRun(seed: number, { faults = allFaults, isQuick = false }: PlanSettings = {}): RunPlan {
  const [faultDraw, loadDraw] = [drawOf(seed, 1), drawOf(seed, 2)];
  const counts = isQuick ? faultsOfAQuickRun : faultsOfARun;
  const chosen = chooseFaults(seed, faults, Math.min(faultDraw.pick(counts), faults.length), faultDraw);
  return {
    seed,
    stores:
      chosen.find(({ stores }) => stores)?.stores ?? faultDraw.pick(['folder', 'folder', 's3'] as const),
    chunkRows: loadDraw.pick([250, 500, 1_000, 2_000]),
    files: planFiles(loadDraw, isQuick),
    singleEveryMs: loadDraw.integer(60, 250),
    disturbances: chosen.map((fault) => planDisturbance(fault, faultDraw, isQuick)),
  };
}

/** The first in turn, so that every fault is met as often; further ones by chance, where their stores agree. */
function chooseFaults(seed: number, faults: readonly Fault[], count: number, draw: Draw): Fault[] {
  const chosen = [faults[(seed - 1) % faults.length]!];
  for (let tries = 0; chosen.length < count && tries < 100; tries += 1) {
    const fault = draw.pick(faults);
    if (chosen.includes(fault) || draw.share() > (fault.weight ?? 1)) continue;
    const kinds = new Set(
      [...chosen, fault].map(({ stores }) => stores).filter((kind) => kind !== undefined),
    );
    if (kinds.size <= 1) chosen.push(fault);
  }
  return chosen;
}

function planDisturbance(fault: Fault, draw: Draw, isQuick: boolean): PlannedDisturbance {
  const uploadMs = draw.integer(200, 2_000);
  return {
    fault,
    share: draw.share() * latestShare,
    beside: planFile(draw, `beside-${fault.name}`, isQuick ? [300, 2_000] : [300, 8_000]),
    uploadMs,
    uploadedMs: draw.integer(0, uploadMs),
    ...fault.draw(draw),
  };
}

function planFiles(draw: Draw, isQuick: boolean): PlannedFile[] {
  const count = draw.integer(1, isQuick ? 2 : 4);
  return Array.from({ length: count }, (_, index) => ({
    ...planFile(draw, `file-${index + 1}`, fileRows(index, isQuick)),
    pool: draw.pick(['synthetic', 'real'] as const),
    afterMs: index === 0 ? 0 : draw.integer(0, 2_500),
  }));
}

/** The first file is large enough to be disturbed. */
function fileRows(index: number, isQuick: boolean): readonly [number, number] {
  if (isQuick) return index === 0 ? [3_000, 5_000] : [300, 3_000];
  return index === 0 ? [8_000, 20_000] : [300, 20_000];
}

function planFile(draw: Draw, key: string, [fewest, most]: readonly [number, number]): FilePlan {
  const rows = draw.logarithmic(fewest, most);
  const badRows = Array.from({ length: Math.ceil(rows * badShare) }, () => draw.integer(1, rows - 1));
  return { key, firstApplicant: draw.integer(0, poolRows - 1), rows, badRows: [...new Set(badRows)] };
}
