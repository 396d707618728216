import type { ApplicationSchema, PolicyRule } from '@bora/contracts';
import { useRef, useState } from 'react';
import { Button } from '../../shared/controls/button.tsx';
import { DecisionBadge } from '../../shared/decision-badge.tsx';
import { useSchema } from '../../shared/requests/use-schema.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { draftOf, emptyDraft, type RuleDraft, ruleProblem } from './rule-draft.ts';
import { RuleForm } from './rule-form.tsx';
import { sayCondition } from './say-condition.ts';

const said = texts.policies;

interface PolicyRulesProps {
  readonly rules: readonly PolicyRule[];
  onChange(rules: readonly PolicyRule[]): void;
  /** Whether a rule is being typed that is not among the rules yet. */
  onOpen(isOpen: boolean): void;
}

/** The rules beside the cut-offs: what each says, and the ways to change, remove and add one. */
export function PolicyRules({ rules, onChange, onOpen }: PolicyRulesProps) {
  const schema = useSchema();
  const [open, setOpen] = useState<RuleDraft | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const edit = (draft: RuleDraft) => {
    setOpen(draft);
    onOpen(true);
  };
  const close = () => {
    setOpen(null);
    onOpen(false);
    heading.current?.focus();
  };
  const keep = (rule: PolicyRule) => {
    const isKnown = rules.some(({ code }) => code === rule.code);
    onChange(isKnown ? rules.map((one) => (one.code === rule.code ? rule : one)) : [...rules, rule]);
    close();
  };
  return (
    <section className="space-y-3" aria-label={said.rules}>
      <h3 ref={heading} tabIndex={-1} className="outline-none">
        {said.rules}
      </h3>
      {rules.length === 0 && <p className="text-soft">{said.noRules}</p>}
      {rules.length > 0 && (
        <ul className="space-y-2">
          {rules.map((rule) => (
            <RuleLine
              key={rule.code}
              rule={rule}
              schema={schema.data}
              onEdit={() => edit(draftOf(rule))}
              onDrop={() => {
                onChange(rules.filter(({ code }) => code !== rule.code));
                close();
              }}
            />
          ))}
        </ul>
      )}
      {schema.isError && <Failure error={schema.error} onRetry={() => schema.refetch()} />}
      {open && schema.data && (
        <RuleForm
          key={open.code}
          start={open}
          schema={schema.data}
          taken={new Set(rules.map(({ code }) => code))}
          onKeep={keep}
          onCancel={close}
        />
      )}
      {!open && (
        <Button isDisabled={!schema.data} onPress={() => edit(emptyDraft)}>
          {said.addRule}
        </Button>
      )}
    </section>
  );
}

interface RuleLineProps {
  readonly rule: PolicyRule;
  readonly schema: ApplicationSchema | undefined;
  onEdit(): void;
  onDrop(): void;
}

function RuleLine({ rule, schema, onEdit, onDrop }: RuleLineProps) {
  const { text, when, decision } = rule;
  const problem = schema ? ruleProblem(rule, schema) : null;
  return (
    <li className="flex flex-wrap items-start gap-3">
      <DecisionBadge decision={decision} />
      <div className="min-w-48 grow basis-0">
        <p>{text}</p>
        <p className="help">{sayCondition(when, schema)}</p>
        {problem && <p className="text-sm text-refer">{problem}</p>}
      </div>
      <div className="flex gap-2">
        <Button isDisabled={!schema} onPress={onEdit} aria-label={said.changeRule(text)}>
          {said.change}
        </Button>
        <Button onPress={onDrop} aria-label={said.dropRule(text)}>
          {said.drop}
        </Button>
      </div>
    </li>
  );
}
