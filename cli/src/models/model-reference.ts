import { ModelName, ModelReference } from '@bora/contracts';
import { CliError } from '../terminal/cli-error.ts';

/** Reads `name/version`. Throws `CliError`. */
export function parseModelReference(text: string): ModelReference {
  const [name, version, ...more] = text.split('/');
  const reference = ModelReference.safeParse({ name, version });
  if (reference.success && more.length === 0) return reference.data;
  throw new CliError(
    `${text} is not a model version: write name/version, as \`bora models list\` shows them.`,
  );
}

/** Reads `name` or `name/version`. Throws `CliError`. */
export function parseModelChoice(text: string): { name: string; version: string | null } {
  if (text.includes('/')) return parseModelReference(text);
  const name = ModelName.safeParse(text);
  if (name.success) return { name: name.data, version: null };
  throw new CliError(`${text} is no model: write name or name/version, as \`bora models list\` shows them.`);
}
