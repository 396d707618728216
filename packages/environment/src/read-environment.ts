import type { z } from 'zod';
import { describeInvalid } from './invalid-variable.ts';

/** With what a process ends whose configuration is not valid: to start it again changes nothing (sysexits, EX_CONFIG). */
export const configExitCode = 78;

/**
 * Reads the variables that a process knows; an empty variable is an absent one.
 * Throws `ConfigError`, which says of every bad variable what is allowed, and never what was given.
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: NodeJS.ProcessEnv,
): Readonly<z.infer<z.ZodObject<Shape>>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const sentences = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0]);
    if (!sentences.has(name)) sentences.set(name, describeInvalid(name, schema.shape[name], issue));
  }
  throw new ConfigError([...sentences.values()]);
}

/** Says of each variable that is not valid what is allowed, and of none what was given. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config-invalid';

  /** @param sentences one on each variable, without what was given: it may be a secret */
  constructor(sentences: readonly string[]) {
    super(`The configuration is not valid. ${sentences.join(' ')} See .env.example.`);
  }
}
