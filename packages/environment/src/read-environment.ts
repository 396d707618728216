import type { z } from 'zod';

/**
 * Reads the variables that a process knows; an empty variable is an absent one.
 * Throws `ConfigError` with the names of bad variables, never their values.
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: NodeJS.ProcessEnv,
): Readonly<z.infer<z.ZodObject<Shape>>> {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map((issue) => issue.path.join('.')));
}

/** Names the variables that are not valid, never their values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config-invalid';

  constructor(names: readonly string[]) {
    super(`These environment variables are not valid: ${[...new Set(names)].join(', ')}. See .env.example.`);
  }
}
