import { type ApplicationSchema, maximumValueLength, type Variable, type WarningCode } from '@bora/contracts';
import { readNumber } from './read-number.ts';

/** What one given value means for its variable. */
export interface Reading {
  /** The trimmed value or code, `''` where missing or unreadable. */
  readonly text: string;
  /** The value of a number, NaN where missing and for every other kind. */
  readonly number: number;
  readonly warning: WarningCode | null;
}

/** Reads a value as it was given; the same value always gives the same reading. */
export type VariableReader = (given: string) => Reading;

const missing: Reading = { text: '', number: Number.NaN, warning: null };
const unreadable: Reading = { ...missing, warning: 'unreadable-value' };
const badlyEncoded: Reading = { ...missing, warning: 'invalid-encoding' };

const replacementCharacter = '\ufffd';
const spreadsheetError = /^#(?:DIV\/0!|REF!|N\/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|ERROR!)$/i;
const wholeNumberWithZeros = /^(\d+)\.0+$/;

/**
 * Makes the reader of a variable. Values are trimmed; the schema's missing codes and the empty value are
 * missing; a spreadsheet error or a replacement character (bytes that were not UTF-8) counts as missing with a
 * warning, and so does a value that is longer, as it was given, than an application in JSON may hold. Codes are compared exactly, except that `1.0` is read as `1`, which is how spreadsheets and data
 * frames write a column of whole numbers with gaps; leading zeros stay, because a code may own them.
 */
export function variableReader(variable: Variable, file: ApplicationSchema['file']): VariableReader {
  const missingCodes = new Set(['', ...file.missing, ...variable.missing]);
  const readPresent = presentReader(variable);
  return (given) => {
    // What follows may take time that grows with the square of the length.
    if (given.length > maximumValueLength) return unreadable;
    const value = given.trim();
    if (missingCodes.has(value)) return missing;
    if (value.includes(replacementCharacter)) return badlyEncoded;
    if (value.startsWith('#') && spreadsheetError.test(value)) return unreadable;
    return readPresent(value);
  };
}

function presentReader(variable: Variable): VariableReader {
  switch (variable.kind) {
    case 'id':
      return (value) => ({ ...missing, text: value });
    case 'number':
      return numberReader(variable);
    case 'flag':
    case 'label':
      return codeReader(new Set([...(variable.yes ?? []), ...(variable.no ?? [])]), unreadable);
    case 'category':
    case 'place':
      return codeReader(
        variable.open || !variable.values ? null : new Set(Object.keys(variable.values)),
        null,
      );
  }
}

function numberReader({ min = -Infinity, max = Infinity }: Variable): VariableReader {
  return (value) => {
    const number = readNumber(value);
    if (number === null) return unreadable;
    return { text: value, number, warning: number < min || number > max ? 'out-of-bounds' : null };
  };
}

/** `known`: all codes, `null` where any is welcome; `otherwise`: reading of an unknown code, `null` keeps it. */
function codeReader(known: ReadonlySet<string> | null, otherwise: Reading | null): VariableReader {
  return (value) => {
    const code = known?.has(value) ? value : value.replace(wholeNumberWithZeros, '$1');
    if (known === null || known.has(code)) return { ...missing, text: code };
    return otherwise ?? { text: code, number: Number.NaN, warning: 'unknown-category' };
  };
}
