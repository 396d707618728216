import type { ApplicationSchema } from '@bora/contracts';
import { Choice, TextInput } from '../../shared/controls/fields.tsx';
import { texts } from '../../shared/texts.ts';
import { CodeChoice } from './code-choice.tsx';
import { conditionsOf, type RuleDraft, type RuleProblems } from './rule-draft.ts';

const said = texts.ruleForm;

interface RuleFieldsProps {
  readonly draft: RuleDraft;
  readonly schema: ApplicationSchema;
  /** What is to be shown at each field. */
  readonly problems: RuleProblems;
  onChange(part: Partial<RuleDraft>): void;
}

/** The fields of a rule: what it looks at, when it holds, what then, and what is said. */
export function RuleFields({ draft, schema, problems, onChange }: RuleFieldsProps) {
  const variables = schema.variables.filter(({ kind }) => kind !== 'label' && kind !== 'id');
  const variable = variables.find(({ name }) => name === draft.variable);
  const conditions = variable ? conditionsOf(variable) : [];
  const choose = (name: string) => {
    const chosen = variables.find((one) => one.name === name);
    const [condition = 'missing'] = chosen ? conditionsOf(chosen) : [];
    onChange({ variable: name, condition, bound: '', codes: [] });
  };
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Choice
          label={said.variable}
          value={draft.variable}
          emptyText={said.chooseVariable}
          options={variables.map(({ name, label }) => [name, label])}
          problem={problems.variable}
          onChange={choose}
        />
        <Choice
          label={said.condition}
          value={draft.condition}
          isNeeded
          options={conditions.map((one) => [one, said.conditions[one]])}
          onChange={(one) => onChange({ condition: conditions.find((known) => known === one) ?? 'missing' })}
        />
        {(draft.condition === 'above' || draft.condition === 'below') && (
          <TextInput
            label={said.bound}
            value={draft.bound}
            help={variable?.unit && texts.person.unit(variable.unit)}
            inputMode="decimal"
            problem={problems.bound}
            onChange={(bound) => onChange({ bound })}
          />
        )}
        <Choice
          label={said.decision}
          value={draft.decision}
          isNeeded
          options={(['refer', 'decline'] as const).map((one) => [one, texts.decision[one]])}
          onChange={(one) => onChange({ decision: one === 'decline' ? 'decline' : 'refer' })}
        />
      </div>
      {draft.condition === 'one-of' && variable && (
        <CodeChoice
          key={variable.name}
          variable={variable}
          codes={draft.codes}
          problem={problems.codes ?? ''}
          onChange={(codes) => onChange({ codes })}
        />
      )}
      <TextInput
        label={said.text}
        help={said.textHelp}
        value={draft.text}
        problem={problems.text}
        onChange={(text) => onChange({ text })}
      />
    </>
  );
}
