import type { ModelReference, ProfileId } from '@bora/contracts';
import { ObjectDamagedError } from '@bora/object-store';

/** There is no such model version, or it was never finished: a bundle without a manifest does not exist. */
export class BundleNotFoundError extends Error {
  override readonly name = 'BundleNotFoundError';
  readonly code = 'bundle-not-found';

  constructor(bundle: ModelReference) {
    super(
      `There is no model ${bundle.name}/${bundle.version} in this store: list the models to see which are.`,
    );
  }
}

/** A version is immutable, and other content has been stored under it. */
export class BundleExistsError extends Error {
  override readonly name = 'BundleExistsError';
  readonly code = 'bundle-exists';

  constructor(bundle: ModelReference) {
    super(
      `The model ${bundle.name}/${bundle.version} exists with other content: a version never changes, store a new one.`,
    );
  }
}

export type BundleDamage = 'missing' | 'size' | 'content' | 'unlisted';

/** A file of a bundle is not the one that was written; the message names the file, never its content. */
export class BundleDamagedError extends Error {
  override readonly name = 'BundleDamagedError';
  readonly code = 'bundle-damaged';
  readonly file: string;
  readonly damage: BundleDamage;

  constructor(bundle: ModelReference, file: string, damage: BundleDamage, options?: ErrorOptions) {
    super(
      `The model ${bundle.name}/${bundle.version} is damaged (${file}: ${damage}): copy it again from a good store.`,
      options,
    );
    this.file = file;
    this.damage = damage;
  }
}

/** A file of a bundle is whole but does not say what this version of Bora expects there. */
export class BundleFormatError extends Error {
  override readonly name = 'BundleFormatError';
  readonly code = 'bundle-format';
  readonly file: string;

  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(`The model's file ${file} cannot be used: ${problem}.`, options);
    this.file = file;
  }
}

/** A model uses a variable, directly or through a derived feature, that a compliance profile forbids. */
export class ForbiddenVariableError extends Error {
  override readonly name = 'ForbiddenVariableError';
  readonly code = 'forbidden-variable';
  readonly variable: string;
  readonly feature: string;
  readonly profile: ProfileId;

  constructor(variable: string, feature: string, profile: ProfileId) {
    super(
      `The model uses ${variable} (in its feature ${feature}), which the compliance profile ${profile} forbids: ` +
        'name in MODEL_NAME a model that was trained under this profile; bora models list says which are.',
    );
    this.variable = variable;
    this.feature = feature;
    this.profile = profile;
  }
}

/** No version of this model was made the champion. */
export class ChampionNotFoundError extends Error {
  override readonly name = 'ChampionNotFoundError';
  readonly code = 'champion-not-found';

  constructor(name: string) {
    super(`The model ${name} has no champion in this store: promote one of its versions.`);
  }
}

/** There is no compliance profile of this id: serving without its prohibitions would not be compliant. */
export class UnknownProfileError extends Error {
  override readonly name = 'UnknownProfileError';
  readonly code = 'unknown-profile';

  constructor(profile: ProfileId) {
    super(`There is no compliance profile ${profile}: add it to profiles/ or choose another one.`);
  }
}

/** What the store itself found damaged, as the bundle's damage; other errors as they are. */
export function asDamage(error: unknown, bundle: ModelReference, file: string): unknown {
  if (!(error instanceof ObjectDamagedError)) return error;
  return new BundleDamagedError(bundle, file, 'content', { cause: error });
}
