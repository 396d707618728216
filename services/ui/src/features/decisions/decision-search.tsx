import { Decision } from '@bora/contracts';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../shared/controls/button.tsx';
import { Choice, TextInput } from '../../shared/controls/fields.tsx';
import { anyDecision, type TypedDecisionSearch } from '../../shared/record/use-decisions.ts';
import { texts } from '../../shared/texts.ts';

interface DecisionSearchFormProps {
  readonly search: TypedDecisionSearch;
  readonly officers: readonly (readonly [id: string, name: string])[];
  onSearch(search: TypedDecisionSearch): void;
}

/** What a decision must be: taken as a whole when the form is sent. */
export function DecisionSearchForm({ search, officers, onSearch }: DecisionSearchFormProps) {
  const said = texts.decisions;
  const [asked, setAsked] = useState(search);
  const change = (changes: Partial<TypedDecisionSearch>) => setAsked((before) => ({ ...before, ...changes }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSearch({ ...asked, applicantIdPrefix: asked.applicantIdPrefix.trim() });
  };
  return (
    <form
      onSubmit={send}
      role="search"
      className="card grid grid-cols-1 items-start gap-3 sm:grid-cols-2 lg:grid-cols-5"
    >
      <TextInput
        label={said.applicant}
        help={said.applicantHelp}
        value={asked.applicantIdPrefix || asked.applicantId}
        onChange={(applicantIdPrefix) => change({ applicantIdPrefix, applicantId: '' })}
      />
      <Choice
        label={texts.scores.decision}
        value={asked.decision}
        options={Decision.options.map((decision) => [decision, texts.decision[decision]])}
        onChange={(decision) => change({ decision })}
      />
      <Day label={said.from} value={asked.from} onChange={(from) => change({ from })} />
      <Day label={said.until} value={asked.until} onChange={(until) => change({ until })} />
      <Choice
        label={said.officer}
        value={asked.officer}
        options={officers}
        onChange={(officer) => change({ officer })}
      />
      <div className="flex flex-wrap gap-2 sm:col-span-2 lg:col-span-5">
        <Button type="submit" look="main">
          {said.search}
        </Button>
        <Button
          onPress={() => {
            setAsked(anyDecision);
            onSearch(anyDecision);
          }}
        >
          {said.clear}
        </Button>
      </div>
    </form>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string;
  onChange(day: string): void;
}

function Day({ label, value, onChange }: DayProps) {
  const id = useId();
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="date"
        className="field mt-1"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
