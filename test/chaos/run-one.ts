import { setTimeout as pause } from 'node:timers/promises';
import type { PostgresServer } from '@bora/testing';
import { type Disturbed, disturb } from './disturb.ts';
import { allInvariants } from './invariants/all-invariants.ts';
import type { ApplicantPool, SyntheticPool } from './load/applicant-pool.ts';
import type { Ledger } from './load/ledger.ts';
import { createPatientClient } from './load/patient-client.ts';
import type { createReference } from './load/reference.ts';
import { makeFile, sendFile } from './load/send-file.ts';
import { sendSingle } from './load/send-single.ts';
import type { RunPlan } from './plan.ts';
import { repeatUntilStopped } from './repeat-until-stopped.ts';
import type { Scene } from './scene.ts';
import { allBatches, settle } from './settle.ts';
import { openStage } from './stage/stage.ts';

/** What all runs share, because nothing in it changes. */
export interface Surroundings {
  readonly postgres: PostgresServer;
  readonly synthetic: SyntheticPool;
  /** Absent where the data does not lie beside the repository. */
  readonly real: ApplicantPool | undefined;
  readonly reference: ReturnType<typeof createReference>;
  /** Where the logs of a run that fails are kept. */
  readonly logsFolder: (seed: number) => string;
}

export interface RunResult {
  readonly seed: number;
  readonly faults: (Omit<Disturbed, 'recoveryMs'> & { recoveryMs: number | null })[];
  readonly files: number;
  readonly rows: number;
  readonly singles: number;
  /** From the last healing until every accepted file was scored; null in a run that broke off. */
  readonly scoredMs: number | null;
  /** … and until everything was in the record and nothing waited. */
  readonly doneMs: number | null;
  readonly seconds: number;
  /** What must never be, and was; none in a run that passes. */
  readonly violations: string[];
}

/** One run: starts the platform, uses and disturbs it as planned, waits until all is done, and looks. */
export async function runOne(
  plan: RunPlan,
  surroundings: Surroundings,
  note: (what: string) => void,
): Promise<RunResult> {
  const beganAt = performance.now();
  const { postgres, synthetic } = surroundings;
  const stage = await openStage({ postgres, stores: plan.stores, chunkRows: plan.chunkRows });
  try {
    const client = createPatientClient(stage.url, stage.authorization);
    const ledger: Ledger = { files: [], singles: [] };
    const scene: Scene = { stage, client, pool: synthetic, ledger };
    note('the platform is ready');
    const faults = await useAndDisturb(plan, surroundings, scene, note);
    await stage.healAll();
    const { scoredMs, doneMs, stuck } = await settle(stage.direct);
    note(`all is done after ${Math.round(doneMs)} ms`);
    const evidence = {
      ...scene,
      reference: surroundings.reference.in(stage.stores),
      batches: await allBatches(stage.direct),
    };
    const violations = stuck.map((what) => `stuck: ${what}`);
    for (const { name, check } of allInvariants) {
      const found = await check(evidence).catch((error: unknown) => [String(error)]);
      violations.push(...found.map((what) => `${name}: ${what}`));
    }
    if (violations.length > 0) await stage.keepLogs(surroundings.logsFolder(plan.seed));
    return {
      seed: plan.seed,
      faults,
      files: ledger.files.length,
      rows: ledger.files.reduce((rows, { file }) => rows + file.rows.length, 0),
      singles: ledger.singles.length,
      scoredMs,
      doneMs,
      seconds: (performance.now() - beganAt) / 1000,
      violations,
    };
  } catch (error) {
    await stage.keepLogs(surroundings.logsFolder(plan.seed));
    throw error;
  } finally {
    await stage.close();
  }
}

/** Files and single applications come while the faults happen; single ones until the last fault is over. */
async function useAndDisturb(
  plan: RunPlan,
  { synthetic, real }: Surroundings,
  scene: Scene,
  note: (what: string) => void,
): Promise<Disturbed[]> {
  const { client, ledger } = scene;
  const plannedRows = plan.files.reduce((rows, file) => rows + file.rows, 0);
  const files = plan.files.map(async ({ pool, afterMs, ...file }) => {
    const made = makeFile(pool === 'real' && real ? real : synthetic, file);
    await pause(afterMs);
    await sendFile(client, made, ledger);
    note(`${file.key} (${file.rows} rows) is accepted`);
  });
  const singles: Promise<unknown>[] = [];
  const stopSingles = repeatUntilStopped(plan.singleEveryMs, async () => {
    const number = singles.length + 1;
    const single = { key: `single-${number}`, applicant: number % synthetic.applications.length };
    singles.push(sendSingle(client, synthetic, single, ledger));
    singles.at(-1)!.catch(() => {});
  });
  try {
    const disturbed = plan.disturbances.map((planned) => disturb(scene, planned, plannedRows, note));
    const [faults] = await Promise.all([Promise.all(disturbed), Promise.all(files)]);
    return faults;
  } finally {
    await stopSingles();
    await Promise.all(singles);
  }
}
