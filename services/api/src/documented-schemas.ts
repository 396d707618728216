import * as contracts from '@bora/contracts';
import { ScenarioList, SimulationList, SimulationRun } from '@bora/simulation';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';

/** The answers that stand by name in the OpenAPI document. */
const named = {
  Account: contracts.Account,
  ApiKey: contracts.ApiKey,
  ApiKeyList: contracts.ApiKeyList,
  ApiKeyWithSecret: contracts.ApiKeyWithSecret,
  ApplicantExport: contracts.ApplicantExport,
  ApplicationSchema: contracts.ApplicationSchema,
  AuditEntry: contracts.AuditEntry,
  AuditPage: contracts.AuditPage,
  AuditVerification: contracts.AuditVerification,
  Batch: contracts.Batch,
  BatchSegmentOutcomes: contracts.BatchSegmentOutcomes,
  BatchList: contracts.BatchList,
  BatchRejects: contracts.BatchRejects,
  BatchRow: contracts.BatchRow,
  BatchScores: contracts.BatchScores,
  ChangedValue: contracts.ChangedValue,
  Counterfactual: contracts.Counterfactual,
  DecisionValues: contracts.DecisionValues,
  DecisionWork: contracts.DecisionWork,
  Erasure: contracts.Erasure,
  Hold: contracts.Hold,
  EvaluationReport: contracts.EvaluationReport,
  ModelDetail: contracts.ModelDetail,
  ModelList: contracts.ModelList,
  ModelManifest: contracts.ModelManifest,
  Override: contracts.Override,
  OverrideReport: contracts.OverrideReport,
  ReferQueue: contracts.ReferQueue,
  NoticeList: contracts.NoticeList,
  Operations: contracts.Operations,
  OutcomeImport: contracts.OutcomeImport,
  OutcomeSummary: contracts.OutcomeSummary,
  PendingScore: contracts.PendingScore,
  PendingWhatIf: contracts.PendingWhatIf,
  Person: contracts.Person,
  PersonList: contracts.PersonList,
  PersonWithPassword: contracts.PersonWithPassword,
  Policy: contracts.Policy,
  PolicyList: contracts.PolicyList,
  Problem: contracts.Problem,
  Readiness: contracts.Readiness,
  RecordedDecision: contracts.RecordedDecision,
  RecordedDecisionList: contracts.RecordedDecisionList,
  Reject: contracts.Reject,
  RetentionState: contracts.RetentionState,
  RowScore: contracts.RowScore,
  RowWhatIf: contracts.RowWhatIf,
  Score: contracts.Score,
  ScenarioList,
  SimulationList,
  SegmentationReport: contracts.SegmentationReport,
  SegmentationRun: contracts.SegmentationRun,
  SegmentationRunList: contracts.SegmentationRunList,
  SegmentMembers: contracts.SegmentMembers,
  SegmentPrediction: contracts.SegmentPrediction,
  SimulationRun,
  StoredSegmentationList: contracts.StoredSegmentationList,
  ScoreWhatIf: contracts.ScoreWhatIf,
  WarningDetail: contracts.WarningDetail,
};

/** How routes and their zod schemas become the document, with the named schemas as components. */
export function documentTransforms() {
  // The global registry, because it is the one that holds what `describe` says.
  for (const [id, schema] of Object.entries(named)) {
    if (!z.globalRegistry.has(schema)) z.globalRegistry.add(schema, { id });
  }
  return {
    transform: jsonSchemaTransform,
    transformObject(source: Parameters<typeof jsonSchemaTransformObject>[0]) {
      const document = jsonSchemaTransformObject(source);
      // Every named schema is an answer; the forms that they would have as input are not used.
      const schemas = 'components' in document ? document.components?.schemas : undefined;
      for (const id of Object.keys(named)) if (schemas) delete schemas[`${id}Input`];
      return document;
    },
  };
}
