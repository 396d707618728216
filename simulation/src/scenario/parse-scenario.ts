import { Scenario } from './scenario.ts';
import { ScenarioError } from './scenario-error.ts';

/**
 * Reads a scenario file.
 *
 * @param name how the file is called in a failure
 * @throws ScenarioError `not-json`, or `invalid-scenario` naming every assumption that cannot be
 */
export function parseScenario(text: string, name: string): Scenario {
  const parsed = Scenario.safeParse(json(text, name));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
  );
  throw new ScenarioError('invalid-scenario', `The scenario ${name} cannot be used. ${problems.join('; ')}.`);
}

function json(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ScenarioError('not-json', `The scenario ${name} is not JSON: correct the file.`);
  }
}
