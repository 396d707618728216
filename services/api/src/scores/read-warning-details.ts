import type {
  Application,
  ApplicationSchema,
  ModelReference,
  WarningCode,
  WarningDetail,
} from '@bora/contracts';
import { warningDetails } from '@bora/features';
import { ObjectStoreUnavailableError } from '@bora/object-store';
import type { ModelWarnings } from '../models/model-warnings.ts';

export type ReadModelWarnings = (model: ModelReference, schema: ApplicationSchema) => Promise<ModelWarnings>;

/**
 * Which variable each warning is about, found again from the values; null where values or model are gone. A score
 * without warnings costs nothing.
 */
export async function readWarningDetails(
  readModelWarnings: ReadModelWarnings,
  model: ModelReference,
  schema: ApplicationSchema,
  warnings: readonly WarningCode[],
  application: Application | null | undefined,
): Promise<WarningDetail[] | null> {
  if (warnings.length === 0) return [];
  if (!application) return null;
  try {
    const details = warningDetails(application, schema, await readModelWarnings(model, schema));
    return details.filter(({ code }) => warnings.includes(code));
  } catch (error) {
    if (error instanceof ObjectStoreUnavailableError) throw error;
    return null;
  }
}
