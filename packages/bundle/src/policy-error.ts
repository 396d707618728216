/** There is no such policy, or no such version of it. */
export class PolicyNotFoundError extends Error {
  override readonly name = 'PolicyNotFoundError';
  readonly code = 'policy-not-found';

  constructor(policy: string, version?: number) {
    const asked = version === undefined ? policy : `${policy}/${version}`;
    super(`There is no policy ${asked} in this store: list the policies to see which are.`);
  }
}

/** No version of this policy was made live. */
export class LivePolicyNotFoundError extends Error {
  override readonly name = 'LivePolicyNotFoundError';
  readonly code = 'live-policy-not-found';

  constructor(policy: string) {
    super(`No version of the policy ${policy} is live: make one of its versions live.`);
  }
}

/** Others were creating versions of this policy at the same moment, and a version is never written twice. */
export class PolicyExistsError extends Error {
  override readonly name = 'PolicyExistsError';
  readonly code = 'policy-exists';

  constructor(policy: string, version: number) {
    super(`Others are creating the policy ${policy}/${version} and the next ones at this moment: try again.`);
  }
}

/** A stored policy document cannot be used; the message names its key. */
export class PolicyFormatError extends Error {
  override readonly name = 'PolicyFormatError';
  readonly code = 'policy-format';
  readonly key: string;

  constructor(key: string, problem: string, options?: ErrorOptions) {
    super(`The stored policy document ${key} cannot be used: ${problem}.`, options);
    this.key = key;
  }
}
