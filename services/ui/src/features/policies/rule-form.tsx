import type { ApplicationSchema, PolicyRule } from '@bora/contracts';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../shared/controls/button.tsx';
import { texts } from '../../shared/texts.ts';
import { checkRule, type RuleDraft, type RuleProblems } from './rule-draft.ts';
import { RuleFields } from './rule-fields.tsx';
import { sayCondition } from './say-condition.ts';

const said = texts.ruleForm;

interface RuleFormProps {
  readonly start: RuleDraft;
  readonly schema: ApplicationSchema;
  /** Codes of the policy's other rules. */
  readonly taken: ReadonlySet<string>;
  onKeep(rule: PolicyRule): void;
  onCancel(): void;
}

/** Adds or changes one rule; what is wrong with it is said while one types. */
export function RuleForm({ start, schema, taken, onKeep, onCancel }: RuleFormProps) {
  const [draft, setDraft] = useState(start);
  const [isTried, setTried] = useState(false);
  const heading = useFocusOnOpening();
  const { rule, problems } = checkRule(draft, schema, taken);
  return (
    <section className="space-y-4 rounded-lg border border-edge p-4" aria-label={said.title}>
      <h4 ref={heading} tabIndex={-1} className="font-semibold outline-none">
        {start.code === null ? said.add : said.change}
      </h4>
      <RuleFields
        draft={draft}
        schema={schema}
        problems={isTried ? (problems ?? {}) : problemsOfTyped(draft, problems)}
        onChange={(part) => setDraft({ ...draft, ...part })}
      />
      <p role="status" className={problems?.whole ? 'text-refer' : 'text-soft'}>
        {rule ? said.reads(texts.decision[rule.decision], sayCondition(rule.when, schema)) : problems.whole}
      </p>
      <div className="flex flex-wrap gap-3">
        <Button look="main" onPress={() => (rule ? onKeep(rule) : setTried(true))}>
          {said.keep}
        </Button>
        <Button onPress={onCancel}>{said.cancel}</Button>
      </div>
    </section>
  );
}

/** A field that is still empty is not wrong before one is done with it. */
function problemsOfTyped({ bound }: RuleDraft, problems: RuleProblems | null): RuleProblems {
  return problems?.bound && bound !== '' ? { bound: problems.bound } : {};
}

/** Whoever works with keyboard or reader goes on in the form that was just opened. */
function useFocusOnOpening() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}
