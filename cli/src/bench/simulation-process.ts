import { Writable } from 'node:stream';
import { parseApplicants } from '@bora/features';
import { scoreApplicants } from '@bora/model';
import { readConfig } from '../config.ts';
import { readApplicantChunks } from '../files/applicant-chunks.ts';
import { simulate } from '../simulate/simulate.ts';
import { answerParent } from './bench-child.ts';
import { loadModel } from './loaded-model.ts';
import { benchPolicy } from './model-in-use.ts';
import { peakMemoryBytes } from './peak-memory.ts';
import { SimulationBenchRequest, type SimulationMeasurement } from './simulation-request.ts';
import { benchSchema } from './workload.ts';

const rowsPerChunk = 2_000;
const signal = new AbortController().signal;

answerParent(async (message): Promise<SimulationMeasurement> => {
  const request = SimulationBenchRequest.parse(message);
  const startedAtMs = performance.now();
  const rows = await (request.side === 'simulation' ? replayedRows(request) : scoredRows(request));
  const seconds = (performance.now() - startedAtMs) / 1000;
  return { rows, seconds, peakBytes: peakMemoryBytes() };
});

async function replayedRows(request: SimulationBenchRequest): Promise<number> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const environment = { MODEL_STORE: request.modelStore, POLICY_STORE: request.policyStore };
  const terminal = { stdout: nowhere, stderr: nowhere, environment, signal };
  const { data } = await simulate(terminal, readConfig(environment), {
    data: request.file,
    schema: benchSchema,
    scenarios: request.scenarios,
    observed: undefined,
    scores: undefined,
    against: undefined,
    via: 'model',
    model: undefined,
    url: undefined,
    fold: undefined,
    // The file may hold the applicants of the training; the figures are not looked at.
    inSample: true,
    policy: benchPolicy,
    cutOff: undefined,
    segment: undefined,
    seed: 1,
    replicates: 500,
    out: request.out ?? undefined,
  });
  return data.rows;
}

/** The same file read, parsed, scored and decided, and nothing kept. */
async function scoredRows({ side, file, ...location }: SimulationBenchRequest): Promise<number> {
  const { modelStore, policyStore } = location;
  const { scorer, decide } = await loadModel({ modelStore, policyStore });
  let rows = 0;
  for await (const chunk of readApplicantChunks(file, scorer.schema, rowsPerChunk, signal)) {
    const { table } = parseApplicants(chunk.bytes, chunk.layout, scorer.schema, chunk);
    if (side === 'scoring') rows += scoreApplicants(scorer, decide, table).length;
    else rows += Array.from(scorer.score(table).pd, (pd, row) => decide(pd, row, table).decision).length;
  }
  return rows;
}
