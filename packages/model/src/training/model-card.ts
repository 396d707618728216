import type { ApplicationSchema, Calibration, ComplianceProfile, ModelManifest } from '@bora/contracts';
import type { ModelReport } from './model-report.ts';
import type { TrainingOptions } from './training-options.ts';

export interface CardFacts {
  readonly manifest: Omit<ModelManifest, 'files'>;
  readonly schema: ApplicationSchema;
  readonly profile: ComplianceProfile;
  readonly options: TrainingOptions;
  readonly calibration: Calibration;
  readonly report: ModelReport;
}

/** What holds of any model that was trained on the past. */
export const limitsSection = `## Limits

The figures hold for applicants like those it was trained on; a later or different population is scored worse.
Watch the drift of scores and characteristics. The profile says which variables were left out, not that the
model is lawful or fair where it is used: that is for its user to examine.
`;

/** `card.md`: what the model is, how it was measured and what it must not be taken for. */
export function modelCard({ manifest, schema, profile, options, calibration, report }: CardFacts): string {
  const forbidden =
    profile.forbids.length === 0 ? 'nothing is forbidden' : `without ${profile.forbids.join(', ')}`;
  return `# ${manifest.name} ${manifest.version}

Probability of default for ${schema.title}, trained ${manifest.createdAt} on ${report.rows} applicants
(${report.bad} bad, ${percent(report.bad / report.rows)}) under the compliance profile \`${profile.id}\` (${forbidden}).

${qualitySection(report)}
Each applicant was scored by networks that had not seen the applicant's fold (row number modulo five); encoder
and networks were fitted without it. The calibration of a fold was fitted on the other four folds' scores.

## What it is

The mean logit of ${manifest.seeds.length} networks (seeds ${manifest.seeds.join(', ')}), each with
${options.hidden} hidden units, ${options.epochs} epochs of batches of ${options.batchSize}, learning rate
${options.peakLearningRate}, weight decay ${options.weightDecay}, dropout ${options.hiddenDropout} (embeddings
${options.embeddingDropout}); then PD = 1 / (1 + e^−(${calibration.intercept.toFixed(4)} + ${calibration.slope.toFixed(4)} · logit)).

${limitsSection}`;
}

/** The section that every card has. */
export function qualitySection({ pooled, auc, foldAuc }: ModelReport): string {
  return `## Out-of-fold quality

| figure | value |
|---|---|
| AUC, mean of five folds ± standard error | ${auc.mean.toFixed(4)} ± ${auc.standardError.toFixed(4)} |
| AUC of each fold | ${foldAuc.map((value) => value.toFixed(4)).join(', ')} |
| AUC, all folds together | ${pooled.auc.toFixed(4)} |
| Gini | ${pooled.gini.toFixed(4)} |
| KS | ${pooled.ks.toFixed(4)} |
| log-loss | ${pooled.logLoss.toFixed(4)} |
| Brier | ${pooled.brier.toFixed(4)} |
| calibration error (ECE, ten bins of equal frequency) | ${pooled.eceEqualFrequency.toFixed(4)} |
| expected maximum profit (EMP, share of the amount) | ${pooled.emp.toFixed(5)} |
`;
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
