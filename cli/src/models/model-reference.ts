import { ModelReference } from '@bora/contracts';
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
