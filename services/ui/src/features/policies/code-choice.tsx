import type { Variable } from '@bora/contracts';
import { useState } from 'react';
import { TextInput } from '../../shared/controls/fields.tsx';
import { texts } from '../../shared/texts.ts';
import { codesOf, meaningOf } from './say-condition.ts';

const said = texts.ruleForm;

interface CodeChoiceProps {
  readonly variable: Variable;
  readonly codes: readonly string[];
  readonly problem: string;
  onChange(codes: readonly string[]): void;
}

/** Codes that a rule is about: boxes to tick where the schema lists them, otherwise a line to type them in. */
export function CodeChoice({ variable, codes, problem, onChange }: CodeChoiceProps) {
  const listed = codesOf(variable);
  if (listed.length === 0 || variable.open) {
    return <TypedCodes codes={codes} problem={problem} onChange={onChange} />;
  }
  return (
    <fieldset>
      <legend className="label">{said.codes}</legend>
      <div className="mt-1 grid max-h-56 gap-x-4 overflow-y-auto rounded-md border border-edge p-2 sm:grid-cols-2">
        {listed.map(([code]) => (
          <label key={code} className="flex min-h-8 items-center gap-2">
            <input
              type="checkbox"
              className="size-5 accent-(--color-accent)"
              checked={codes.includes(code)}
              onChange={({ target }) =>
                onChange(target.checked ? [...codes, code] : codes.filter((one) => one !== code))
              }
            />
            {meaningOf(variable, code)}
          </label>
        ))}
      </div>
      {problem && <p className="text-sm text-refer">{problem}</p>}
    </fieldset>
  );
}

function TypedCodes({ codes, problem, onChange }: Omit<CodeChoiceProps, 'variable'>) {
  const [typed, setTyped] = useState(codes.join(', '));
  return (
    <TextInput
      label={said.codes}
      help={said.typeCodes}
      value={typed}
      problem={problem}
      onChange={(text) => {
        setTyped(text);
        onChange([
          ...new Set(
            text
              .split(',')
              .map((code) => code.trim())
              .filter(Boolean),
          ),
        ]);
      }}
    />
  );
}
