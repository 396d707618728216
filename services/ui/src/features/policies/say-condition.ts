import type { ApplicationSchema, PolicyRule, Variable } from '@bora/contracts';
import { sayFigure } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.ruleForm.when;

/** When a rule holds, in words; by the variable's own name while the schema is not known. */
export function sayCondition(when: PolicyRule['when'], schema: ApplicationSchema | undefined): string {
  const variable = schema?.variables.find(({ name }) => name === when.variable);
  const label = variable?.label ?? when.variable;
  if (when.kind === 'missing') return said.missing(label);
  if (when.kind === 'one-of') {
    return said.oneOf(
      label,
      when.values.map((code) => meaningOf(variable, code)),
    );
  }
  const bound = [sayFigure(when.value), variable?.unit].filter(Boolean).join(' ');
  return when.kind === 'below' ? said.below(label, bound) : said.above(label, bound);
}

/** Codes that a variable may have with what they mean; none where any text may come. */
export function codesOf(variable: Variable): readonly (readonly [code: string, meaning: string])[] {
  if (variable.kind === 'flag') {
    return [
      ...(variable.yes ?? []).map((code) => [code, texts.yes] as const),
      ...(variable.no ?? []).map((code) => [code, texts.no] as const),
    ];
  }
  return Object.entries(variable.values ?? {});
}

export function meaningOf(variable: Variable | undefined, code: string): string {
  const [, meaning] = (variable ? codesOf(variable) : []).find(([known]) => known === code) ?? [];
  if (meaning === undefined) return code;
  return meaning.includes(code) ? meaning : `${meaning} (${code})`;
}
