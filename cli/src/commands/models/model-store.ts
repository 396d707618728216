import type { ObjectStore } from '@bora/object-store';
import { z } from 'zod';
import type { Config } from '../../config.ts';

/** Does work with the store that MODEL_STORE names. */
export type WithModelStore = <Result>(
  work: (store: ObjectStore, config: Config) => Promise<Result>,
) => Promise<Result>;

export const JsonOption = z.object({ json: z.boolean().default(false) });
