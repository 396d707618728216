import {
  type Application,
  type Counterfactual,
  Distribution,
  type Policy,
  type WhatIf,
} from '@bora/contracts';
import { type Changes, findSmallestChanges } from '@bora/counterfactual';
import type { CompiledPolicy } from '@bora/decision';
import { applicantsFromJson } from '@bora/features';
import { type Scorer, scoreApplicants } from '@bora/model';
import { z } from 'zod';

/** What `reference.json` tells of the values that training knew. */
export const TrainedValues = z.object({ variables: z.record(z.string(), Distribution) });
export type TrainedValues = z.infer<typeof TrainedValues>;

export interface DecidingModel {
  readonly scorer: Scorer;
  readonly trained: TrainedValues;
  readonly policy: Policy;
  readonly decide: CompiledPolicy;
}

/** The smallest changes that reach the next better decision, each scored as an application of its own. */
export function answerWhatIf(model: DecidingModel, application: Application): WhatIf {
  const { scorer, trained, policy } = model;
  const search = findSmallestChanges(
    {
      schema: scorer.schema,
      usedVariables: scorer.explainedVariables,
      trained: trained.variables,
      policy,
      score: scorer.score,
    },
    application,
  );
  const { from, to, isExhaustive } = search;
  const [first, ...alternatives] = search.found.map((changes) => counterfactual(model, application, changes));
  if (first && to) return { found: true, from, to, ...first, alternatives, isExhaustive };
  const rule = search.rule === null ? undefined : policy.rules[search.rule];
  return {
    found: false,
    from,
    to,
    why: search.why ?? 'none-within-bounds',
    policyReason: rule ? { code: rule.code, text: rule.text } : null,
    isExhaustive,
  };
}

function counterfactual(
  { scorer, decide }: DecidingModel,
  application: Application,
  { values, size }: Changes,
): Counterfactual {
  const variables = values.map(({ variable }) => scorer.schema.variables[variable]!);
  const changed = Object.fromEntries(values.map(({ to }, index) => [variables[index]!.name, to]));
  const table = applicantsFromJson([application, { ...application, ...changed }], scorer.schema);
  const { pd, score, decision } = scoreApplicants(scorer, decide, table)[1]!;
  return {
    changes: values.map(({ variable, to }, index) => ({
      variable: variables[index]!.name,
      label: variables[index]!.label,
      from: presentValue(table.text[variable]![0]!, table.number[variable]?.[0]),
      to,
    })),
    size,
    pd,
    score,
    decision,
  };
}

function presentValue(text: string, number: number | undefined): string | number | null {
  if (number !== undefined) return Number.isNaN(number) ? null : number;
  return text === '' ? null : text;
}
