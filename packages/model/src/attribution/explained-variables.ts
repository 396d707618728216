import type { ApplicationSchema } from '@bora/contracts';
import type { Encoder } from '@bora/features';
import type { NetworkInput } from '../network/served-network.ts';
import type { InputGroups } from './attributor.ts';

/** The variables that a model's inputs speak for. */
export interface ExplainedVariables {
  /** Index in the schema's variables of each group. */
  readonly variables: readonly number[];
  /** The inputs of the hidden layer by group: the columns and vectors that speak for one variable. */
  readonly groups: InputGroups;
}

/** @param input of the network that the encoder feeds; its vectors may be longer than the encoder asks for */
export function explainedVariables(
  schema: ApplicationSchema,
  encoder: Pick<Encoder, 'columns' | 'embeddings'>,
  input: NetworkInput,
): ExplainedVariables {
  const speakers = [
    ...encoder.columns.map(({ speaksFor }) => speaksFor),
    ...encoder.embeddings.flatMap(({ speaksFor }, index) =>
      new Array<string>(input.embeddings[index]!.dimensions).fill(speaksFor),
    ),
  ];
  const spokenFor = new Set(speakers);
  const variables = schema.variables.flatMap(({ name }, index) => (spokenFor.has(name) ? [index] : []));
  const groupOf = new Map(variables.map((variable, group) => [schema.variables[variable]!.name, group]));
  return {
    variables,
    groups: { ofInput: speakers.map((name) => groupOf.get(name)!), count: variables.length },
  };
}
