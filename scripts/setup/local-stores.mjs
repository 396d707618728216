import { join } from 'node:path';
import { repositoryRoot } from './repository.mjs';

const dataFolder = join(repositoryRoot, '.data');

/** The folders of the repository that serve as object stores where none is set, from whatever folder one calls. */
export const localStores = {
  MODEL_STORE: `file:${join(dataFolder, 'models')}`,
  POLICY_STORE: `file:${join(dataFolder, 'policies')}`,
  UPLOAD_STORE: `file:${join(dataFolder, 'uploads')}`,
};

/** Where the api keeps the key that the commands on this machine send. */
export const localKeyFile = join(dataFolder, 'secrets', 'local-key');
/** Where the api writes the first administrator's password, for `npm start` to say it once. */
export const administratorPasswordFile = join(dataFolder, 'secrets', 'administrator-password');
