import { type ApplicationSchema, isPredictor, maximumValueLength, type Variable } from '@bora/contracts';
import { type VariableReader, variableReader } from '@bora/features/browser';
import { memo, useMemo } from 'react';
import { Choice, TextInput } from '../../shared/controls/fields.tsx';
import { sayCount, sayFigure } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';
import { fieldId, isRefused } from './refused-variables.ts';
import type { FormValues } from './score-application.ts';

interface PersonFormProps {
  readonly schema: ApplicationSchema;
  readonly values: FormValues;
  /** Names of variables whose values are other than those first scored. */
  readonly changed: ReadonlySet<string>;
  onChange(name: string, value: string): void;
}

/** The form of an application, made of its schema: one section for each group, one field for each variable. */
export function PersonForm({ schema, values, changed, onChange }: PersonFormProps) {
  const groups = schema.groups.map(({ id, label }) => ({
    id,
    label,
    variables: schema.variables.filter(
      (variable) => variable.group === id && (isPredictor(variable) || variable.kind === 'id'),
    ),
  }));
  return (
    <div className="space-y-4">
      {groups
        .filter(({ variables }) => variables.length > 0)
        .map(({ id, label, variables }) => (
          <fieldset key={id} className="card">
            <legend className="float-left mb-3 w-full text-lg font-semibold">{label}</legend>
            <div className="clear-both grid gap-4 sm:grid-cols-2">
              {variables.map((variable) => (
                <VariableField
                  key={variable.name}
                  variable={variable}
                  file={schema.file}
                  value={values[variable.name] ?? ''}
                  isChanged={changed.has(variable.name)}
                  onChange={onChange}
                />
              ))}
            </div>
          </fieldset>
        ))}
    </div>
  );
}

interface VariableFieldProps {
  readonly variable: Variable;
  readonly file: ApplicationSchema['file'];
  readonly value: string;
  readonly isChanged: boolean;
  onChange(name: string, value: string): void;
}

const VariableField = memo(({ variable, file, value, isChanged, onChange }: VariableFieldProps) => {
  const read = useMemo(() => variableReader(variable, file), [variable, file]);
  const shared = {
    id: fieldId(variable.name),
    label: isChanged ? texts.person.changedLabel(variable.label) : variable.label,
    value,
    help: helpOf(variable),
    problem: problemOf(value, variable, read),
    onChange: (text: string) => onChange(variable.name, text),
  };
  const options = optionsOf(variable);
  if (options) return <Choice {...shared} options={options} emptyText={texts.person.notGiven} />;
  return <TextInput {...shared} inputMode={variable.kind === 'number' ? 'decimal' : 'text'} />;
});

function problemOf(value: string, variable: Variable, read: VariableReader): string {
  if (isRefused(value)) return texts.person.tooLong(sayCount(maximumValueLength));
  const { warning } = read(value);
  return warning ? texts.person.problem(texts.warning[warning], boundsOf(variable)) : '';
}

function helpOf({ help, unit }: Variable): string | undefined {
  const parts = [help, unit && texts.person.unit(unit)].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' ') : undefined;
}

function boundsOf({ kind, min, max }: Variable): string {
  if (kind !== 'number' || (min === undefined && max === undefined)) return '';
  return texts.person.bounds(
    min === undefined ? null : sayFigure(min),
    max === undefined ? null : sayFigure(max),
  );
}

/** The values to choose from; undefined where any text is welcome. */
function optionsOf(variable: Variable): [string, string][] | undefined {
  if (variable.kind === 'flag') {
    return [
      [variable.yes![0]!, texts.yes],
      [variable.no![0]!, texts.no],
    ];
  }
  if (variable.kind === 'number' || variable.open || !variable.values) return undefined;
  return Object.entries(variable.values).map(([code, meaning]) => [
    code,
    meaning.includes(code) ? meaning : `${meaning} (${code})`,
  ]);
}
