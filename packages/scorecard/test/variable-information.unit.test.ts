import { expect, test } from 'vitest';
import { fitScorecard, variableInformation } from '../src/index.ts';
import { design, orchardSchema, orchards } from './orchards.ts';

test('variables stand by their information, each with the value that it has in a scorecard of the same rows', () => {
  const { table, bad, innerFold } = orchards(4000);
  const information = variableInformation(orchardSchema, table, bad, design.options);
  const values = information.map(({ informationValue }) => informationValue);
  expect(values).toEqual([...values].sort((left, right) => right - left));
  const predictors = orchardSchema.variables.filter(({ kind }) => kind !== 'id' && kind !== 'label');
  expect(information.map(({ variable }) => variable.name).sort()).toEqual(
    predictors.map(({ name }) => name).sort(),
  );
  const { characteristics } = fitScorecard(design, table, bad, innerFold);
  expect(characteristics.length).toBeGreaterThan(1);
  for (const { variable, informationValue } of characteristics) {
    const found = information.find((one) => one.variable.name === variable);
    expect(found?.informationValue).toBe(informationValue);
  }
});
