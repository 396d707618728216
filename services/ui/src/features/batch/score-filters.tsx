import { type Batch, Decision, isPredictor, warningCodes } from '@bora/contracts';
import { useEffect, useState } from 'react';
import { Button } from '../../shared/controls/button.tsx';
import { Choice, TextInput } from '../../shared/controls/fields.tsx';
import { useSchema } from '../../shared/requests/use-schema.ts';
import { texts } from '../../shared/texts.ts';
import type { ScoreSelection } from './score-selection.ts';

/** Time that typing may pause before it is taken as meant. */
const typingPauseMs = 350;

interface ScoreFiltersProps {
  readonly batch: Batch;
  readonly selection: ScoreSelection;
  onChange(changes: Partial<ScoreSelection>): void;
}

/** Narrows the table by applicant, decision, score, reason and warning. */
export function ScoreFilters({ batch, selection, onChange }: ScoreFiltersProps) {
  const schema = useSchema(batch.model);
  const reasons = (schema.data?.variables ?? []).filter(isPredictor);
  const warnings = warningCodes.filter((code) => (batch.summary.warnings[code] ?? 0) > 0);
  const { sort: _, ...filters } = selection;
  const isNarrowed = Object.values(filters).some((value) => value !== undefined);
  return (
    <div className="grid grid-cols-2 items-end gap-3 lg:grid-cols-4 xl:grid-cols-7" role="search">
      <TypedText
        label={texts.filters.applicant}
        value={selection.applicant ?? ''}
        onSettled={(text) => onChange({ applicant: text.trim() || undefined })}
      />
      <Choice
        label={texts.filters.decision}
        value={selection.decision ?? ''}
        options={Decision.options.map((decision) => [decision, texts.decision[decision]])}
        onChange={(value) => onChange({ decision: Decision.safeParse(value).data })}
      />
      <TypedText
        label={texts.filters.scoreFrom}
        value={String(selection.scoreFrom ?? '')}
        onSettled={(text) => onChange({ scoreFrom: points(text) })}
      />
      <TypedText
        label={texts.filters.scoreTo}
        value={String(selection.scoreTo ?? '')}
        onSettled={(text) => onChange({ scoreTo: points(text) })}
      />
      <Choice
        label={texts.filters.reason}
        value={selection.reason ?? ''}
        options={reasons.map(({ name, label }) => [name, label])}
        onChange={(value) => onChange({ reason: value || undefined })}
      />
      <Choice
        label={texts.filters.warning}
        value={selection.warning ?? ''}
        options={warnings.map((code) => [code, texts.warning[code]])}
        onChange={(value) => onChange({ warning: warnings.find((code) => code === value) })}
      />
      <Button
        isDisabled={!isNarrowed}
        onPress={() =>
          onChange({
            applicant: undefined,
            decision: undefined,
            scoreFrom: undefined,
            scoreTo: undefined,
            reason: undefined,
            warning: undefined,
          })
        }
      >
        {texts.filters.clear}
      </Button>
    </div>
  );
}

const points = (text: string) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : undefined);

interface TypedTextProps {
  readonly label: string;
  readonly value: string;
  onSettled(text: string): void;
}

function TypedText({ label, value, onSettled }: TypedTextProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const pause = setTimeout(() => onSettled(text), typingPauseMs);
    return () => clearTimeout(pause);
  }, [text, value, onSettled]);
  return <TextInput label={label} value={text} onChange={setText} />;
}
