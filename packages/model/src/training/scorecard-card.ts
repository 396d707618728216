import type { ApplicationSchema, ComplianceProfile, ModelManifest, PointsScale } from '@bora/contracts';
import { type PointsLine, pointsLines, type Scorecard, type ScorecardOptions } from '@bora/scorecard';
import { limitsSection, percent, qualitySection } from './model-card.ts';
import type { ModelReport } from './model-report.ts';

export interface ScorecardFacts {
  readonly manifest: Omit<ModelManifest, 'files'>;
  readonly schema: ApplicationSchema;
  readonly profile: ComplianceProfile;
  readonly options: ScorecardOptions;
  readonly scale: PointsScale;
  readonly scorecard: Scorecard;
  readonly report: ModelReport;
}

/** `card.md` of a scorecard: the points to add up, how they were found and measured, room to sign. */
export function scorecardCard(facts: ScorecardFacts): string {
  const { manifest, schema, profile, options, scale, scorecard, report } = facts;
  const forbidden =
    profile.forbids.length === 0 ? 'nothing is forbidden' : `without ${profile.forbids.join(', ')}`;
  return `# ${manifest.name} ${manifest.version}

Scorecard of the probability of default for ${schema.title}, made ${manifest.createdAt} of ${report.rows} applicants
(${report.bad} bad, ${percent(report.bad / report.rows)}) under the compliance profile \`${profile.id}\` (${forbidden}).

## Points

Score = **${scorecard.basePoints}** base points + the points of one line of each variable. Higher is safer:
${scale.scoreAtBaseOdds} points are odds of ${scale.baseOdds} good to 1 bad, and ${scale.pointsToDoubleOdds} points
more double the odds. PD = 1 / (1 + ${scale.baseOdds} · 2^((score − ${scale.scoreAtBaseOdds}) / ${scale.pointsToDoubleOdds})).
The score is shown between ${scale.minimum} and ${scale.maximum}; the PD is that of the sum.

| variable | attribute | points | training rows | bad rate | weight of evidence |
|---|---|---:|---:|---:|---:|
${pointsLines(scorecard, schema).map(tableLine).join('\n')}

"any other" holds values of fewer than 15 training rows and those never seen. A line without rows had fewer than 15
and counts as the average. Long lists of values stand in full in \`scorecard.json\`.

| variable | information value | coefficient |
|---|---:|---:|
${scorecard.characteristics.map((one) => `| ${cell(labelOf(schema, one.variable))} | ${one.informationValue.toFixed(4)} | ${one.coefficient.toFixed(3)} |`).join('\n')}

${qualitySection(report)}
Each applicant was scored, in whole points, by a scorecard that was made without the applicant's fold (row number
modulo five).

## How it was made

Bins: ${options.preBins} quantile pre-bins (values of a list: by bad rate), joined into at most ${options.maximumBins}
bins of at least ${percent(options.minimumShare)} of the rows so that the information value is the greatest possible,
bad rates monotone where the schema says so; missing values apart. Variables: information value at least
${options.minimumInformationValue}, no two with weights that correlate more than ${options.maximumCorrelation}, none
whose coefficient has the wrong sign. Coefficients: logistic regression (ridge ${options.ridge}) on weights of evidence
from bins that were fitted without the row's inner fold. Points: −factor · coefficient · weight of evidence, rounded.

${limitsSection}
## Approval

| | name | date | signature |
|---|---|---|---|
| made by | | | |
| checked by | | | |
| approved by | | | |
`;
}

function tableLine({ label, attribute, points, rows, badRate, weight }: PointsLine): string {
  const rate = badRate === null ? '–' : percent(badRate);
  return `| ${cell(label)} | ${cell(attribute)} | ${points} | ${rows} | ${rate} | ${weight.toFixed(3)} |`;
}

function labelOf(schema: ApplicationSchema, name: string): string {
  return schema.variables.find((variable) => variable.name === name)!.label;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
