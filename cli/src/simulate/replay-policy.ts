import { LivePolicyNotFoundError, PolicyNotFoundError, readLivePolicy, readPolicy } from '@bora/bundle';
import type { Policy } from '@bora/contracts';
import type { ObjectStore } from '@bora/object-store';
import type { ReplayedPolicy } from '@bora/simulation';
import type { Config } from '../config.ts';
import { inRepository } from '../repository.ts';
import { withStore } from '../stores.ts';
import { CliError } from '../terminal/cli-error.ts';

const usualPolicy = 'default';

/**
 * The policy that a replay decides by: `name` (its live version) or `name/version`, of the platform's store or of
 * those that ship; with a cut-off in the place of its own where one is given.
 */
export async function readReplayPolicy(
  config: Config,
  choice: string | undefined,
  cutOff: number | undefined,
): Promise<Policy> {
  const read = (store: ObjectStore) => readChoice(store, choice ?? usualPolicy);
  let policy: Policy;
  try {
    policy = await withStore(config.POLICY_STORE, config, read);
  } catch (error) {
    if (!(error instanceof LivePolicyNotFoundError || error instanceof PolicyNotFoundError)) throw error;
    policy = await withStore(`file:${inRepository('policies')}`, config, read);
  }
  return cutOff === undefined ? policy : { ...policy, approveBelow: cutOff, declineFrom: cutOff };
}

export function describePolicy(policy: Policy, cutOff: number | undefined): ReplayedPolicy {
  const { name, version, approveBelow, declineFrom, rules } = policy;
  const title =
    cutOff === undefined ? `${name}/${version}` : `cut-off ${cutOff}, rules of ${name}/${version}`;
  return { title, approveBelow, declineFrom, rules: rules.length };
}

function readChoice(store: ObjectStore, choice: string): Promise<Policy> {
  const [name = '', version] = choice.split('/');
  if (version === undefined) return readLivePolicy(store, name);
  if (/^[1-9]\d*$/.test(version)) return readPolicy(store, { name, version: Number(version) });
  throw new CliError(`${choice} is no policy: write name or name/version, such as ${usualPolicy}/1.`);
}
