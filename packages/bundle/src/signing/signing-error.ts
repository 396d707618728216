import type { ModelReference } from '@bora/contracts';

/** What was given as a key is none; the message never holds it. */
export class SigningKeyError extends Error {
  override readonly name = 'SigningKeyError';
  readonly code = 'signing-key-invalid';

  constructor(half: 'private' | 'public') {
    super(
      half === 'private'
        ? 'This is not one Ed25519 private key: `bora models keys` makes one.'
        : 'MODEL_PUBLIC_KEYS must hold Ed25519 public keys, as `bora models keys` says them, with commas between.',
    );
  }
}

/** The file of public keys cannot be read; going on without it would turn the check off. */
export class PublicKeysFileError extends Error {
  override readonly name = 'PublicKeysFileError';
  readonly code = 'public-keys-unreadable';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`MODEL_PUBLIC_KEYS_FILE names ${file}, which cannot be read (${reason}).`, options);
  }
}

/** Signatures are asked for, and nobody signed this version. */
export class BundleUnsignedError extends Error {
  override readonly name = 'BundleUnsignedError';
  readonly code = 'bundle-unsigned';

  constructor({ name, version }: ModelReference) {
    super(
      `The model ${name}/${version} is not signed: look at it, then \`bora models sign ${name}/${version}\`.`,
    );
  }
}

/** The manifest is not the one that was signed, or the signature is not what the key that it names makes. */
export class BundleAlteredError extends Error {
  override readonly name = 'BundleAlteredError';
  readonly code = 'bundle-altered';

  constructor({ name, version }: ModelReference) {
    super(
      `The manifest of the model ${name}/${version} is not the one that was signed: somebody changed it or its ` +
        'signature, push it again from where it was trained.',
    );
  }
}

/** The signature names a key that this installation does not take. */
export class UnknownSignerError extends Error {
  override readonly name = 'UnknownSignerError';
  readonly code = 'bundle-signer-unknown';

  constructor({ name, version }: ModelReference, keyId: string) {
    super(
      `The model ${name}/${version} is signed with the key ${keyId}, which is not among MODEL_PUBLIC_KEYS: sign it with ` +
        'a key of yours, or add that one.',
    );
  }
}

/** The pointer to the live version was not put there by whoever may promote. */
export class ChampionUnsealedError extends Error {
  override readonly name = 'ChampionUnsealedError';
  readonly code = 'champion-unsealed';

  constructor(name: string) {
    super(
      `The champion pointer of ${name} was not written by this installation: promote a version again, in the interface ` +
        'or with `bora models promote` and PAYLOAD_KEY.',
    );
  }
}

/** The pointer is older than one that was followed before, or gone: it was put back by somebody who could not promote. */
export class ChampionRolledBackError extends Error {
  override readonly name = 'ChampionRolledBackError';
  readonly code = 'champion-rolled-back';

  constructor(name: string, newest: string, found: string | null) {
    super(
      `The champion pointer of ${name} ${found ? `was put back to ${found}` : 'was removed'} after ${newest} had been ` +
        'promoted, and not by a promotion: find out who writes to the model store, then promote the version that is wanted.',
    );
  }
}
