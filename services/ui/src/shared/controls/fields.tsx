import { useId } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { texts } from '../texts.ts';

interface FieldProps {
  /** Of the input itself, where something leads to it. */
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly help?: string | undefined;
  /** What is odd about the value; empty where nothing is. */
  readonly problem?: string | undefined;
  onChange(value: string): void;
}

interface TextInputProps extends FieldProps {
  readonly inputMode?: 'text' | 'decimal' | 'numeric';
  readonly type?: 'text' | 'password';
  /** What a browser may fill in. */
  readonly autoComplete?: string;
}

/** A line of text with its label, help and what is odd about it. */
export function TextInput({
  id,
  label,
  value,
  help,
  problem = '',
  inputMode = 'text',
  type = 'text',
  autoComplete = 'off',
  onChange,
}: TextInputProps) {
  return (
    <TextField
      {...(id === undefined ? {} : { id })}
      value={value}
      onChange={onChange}
      type={type}
      autoComplete={autoComplete}
      isInvalid={problem !== ''}
      className="block"
    >
      <Label className="label">{label}</Label>
      <Input inputMode={inputMode} className="field mt-1 aria-invalid:border-refer" />
      {help && (
        <Text slot="description" className="help block">
          {help}
        </Text>
      )}
      <FieldError className="block text-sm text-refer">{problem}</FieldError>
    </TextField>
  );
}

interface ChoiceProps extends FieldProps {
  /** Value and text of each; the empty value stands before them. */
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly emptyText?: string;
  /** There is no way to choose nothing. */
  readonly isNeeded?: boolean;
}

/** One of a few values, or none unless one is needed. */
export function Choice({
  id: givenId,
  label,
  value,
  help,
  problem = '',
  options,
  emptyText = texts.any,
  isNeeded = false,
  onChange,
}: ChoiceProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const isListed = value === '' || options.some(([code]) => code === value);
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="field mt-1 aria-invalid:border-refer"
        value={value}
        aria-describedby={help || problem ? `${id}-about` : undefined}
        aria-invalid={problem !== '' || undefined}
        onChange={({ target }) => onChange(target.value)}
      >
        {!isNeeded && <option value="">{emptyText}</option>}
        {!isListed && <option value={value}>{value}</option>}
        {options.map(([code, text]) => (
          <option key={code} value={code}>
            {text}
          </option>
        ))}
      </select>
      {(help || problem) && (
        <div id={`${id}-about`}>
          {help && <p className="help">{help}</p>}
          {problem && <p className="text-sm text-refer">{problem}</p>}
        </div>
      )}
    </div>
  );
}
