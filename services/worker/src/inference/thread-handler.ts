import { loadBundle } from '@bora/bundle';
import type { Policy, WhatIf } from '@bora/contracts';
import { type CompiledPolicy, compilePolicy } from '@bora/decision';
import { applicantsFromJson, parseApplicants, unknownFields } from '@bora/features';
import { type BackendName, loadScorer, type Scorer, scoreApplicants, selectBackend } from '@bora/model';
import { predictCustomers, SegmentationError } from '@bora/segmentation';
import { answerWhatIf, TrainedValues } from './answer-what-if.ts';
import { packChunk } from './pack-chunk.ts';
import type {
  PredictedLabels,
  ScoredChunk,
  ScoredSingle,
  ThreadAnswers,
  ThreadSettings,
  ThreadTask,
} from './protocol.ts';

type Handler = (task: ThreadTask) => Promise<ThreadAnswers[ThreadTask['kind']]>;
type TaskOf<Kind extends ThreadTask['kind']> = Extract<ThreadTask, { kind: Kind }>;

interface LoadedModel {
  readonly scorer: Scorer;
  readonly trained: TrainedValues;
  /** Policies compiled against the model's schema, by name and version. */
  readonly policies: Map<string, CompiledPolicy>;
}

/** What an inference thread does with each task. Models stay loaded until they are unloaded. */
export function createThreadHandler(settings: ThreadSettings): Handler {
  const models = new Map<string, LoadedModel>();
  let backend: Promise<BackendName> | undefined;

  function startBackend(): Promise<BackendName> {
    backend ??= selectBackend(settings.backend);
    return backend;
  }

  async function loadModel(task: TaskOf<'load-model'>): Promise<null> {
    await startBackend();
    if (!models.has(task.model)) {
      const bundle = loadBundle(task.manifest, task.files, task.requirement);
      const trained = bundle.json('reference.json', TrainedValues);
      models.set(task.model, { scorer: await loadScorer(bundle), trained, policies: new Map() });
    }
    return null;
  }

  function unloadModel(key: string): null {
    models.get(key)?.scorer.dispose();
    models.delete(key);
    return null;
  }

  function use(key: string, policy: Policy): Omit<LoadedModel, 'policies'> & { decide: CompiledPolicy } {
    const model = models.get(key);
    if (!model) throw new ModelNotLoadedError();
    const policyKey = `${policy.name}/${policy.version}`;
    const decide = model.policies.get(policyKey) ?? compilePolicy(policy, model.scorer.schema);
    model.policies.set(policyKey, decide);
    return { scorer: model.scorer, trained: model.trained, decide };
  }

  function scoreChunk(task: TaskOf<'score-chunk'>): ScoredChunk {
    const { scorer, decide } = use(task.model, task.policy);
    const { table, rejects } = parseApplicants(task.bytes, task.layout, scorer.schema, task);
    const records = scoreApplicants(scorer, decide, table);
    if (records.length + rejects.length !== task.rows) throw new RowCountError();
    const scored = records.map((record, index) => ({
      row: table.row[index]!,
      applicantId: table.applicantId[index]!,
      record,
    }));
    return packChunk(scored, rejects, task.firstRow, task.rows);
  }

  function scoreSingles(task: TaskOf<'score-singles'>): ScoredSingle[] {
    const { scorer, decide } = use(task.model, task.policy);
    // A field the schema does not know fails its own application, not those that share the pass.
    const sound = task.applications.filter((one) => unknownFields(one, scorer.schema).length === 0);
    const table = applicantsFromJson(sound, scorer.schema);
    const records = scoreApplicants(scorer, decide, table).entries();
    return task.applications.map((application) => {
      const fields = unknownFields(application, scorer.schema);
      if (fields.length > 0) return unknownField(fields.length, scorer.schema.id);
      const [index, record] = records.next().value!;
      return { ok: true, applicantId: table.applicantId[index]!, record };
    });
  }

  function whatIf({ model, policy, application }: TaskOf<'what-if'>): WhatIf {
    return answerWhatIf({ ...use(model, policy), policy }, application);
  }

  return async (task) => {
    switch (task.kind) {
      case 'start':
        return { backend: await startBackend() };
      case 'load-model':
        return loadModel(task);
      case 'unload-model':
        return unloadModel(task.model);
      case 'score-chunk':
        return scoreChunk(task);
      case 'score-singles':
        return scoreSingles(task);
      case 'what-if':
        return whatIf(task);
      case 'predict-segments':
        return predict(task);
    }
  };
}

function predict({ model, customers }: TaskOf<'predict-segments'>): PredictedLabels {
  try {
    return { ok: true, labels: predictCustomers(model, customers) };
  } catch (error) {
    if (!(error instanceof SegmentationError)) throw error;
    return { ok: false, failure: { code: error.code, message: error.message } };
  }
}

function unknownField(count: number, schemaId: string): ScoredSingle {
  const message = `The application has ${count} field(s) that the schema ${schemaId} does not know.`;
  return { ok: false, failure: { code: 'invalid-application', message } };
}

/** The chunk does not hold the records that were counted when the file was cut. */
class RowCountError extends Error {
  readonly code = 'row-count-differs';
  constructor() {
    super('The chunk holds another number of rows than were counted.');
    this.name = 'RowCountError';
  }
}

/** A thread was asked for a model that it does not hold (it was unloaded meanwhile): worth another attempt. */
class ModelNotLoadedError extends Error {
  readonly code = 'model-not-loaded';
  constructor() {
    super('The model is not loaded in this thread.');
    this.name = 'ModelNotLoadedError';
  }
}
