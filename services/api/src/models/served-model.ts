import type { LoadedBundle } from '@bora/bundle';
import type {
  ApplicationSchema,
  Calibration,
  ModelManifest,
  ModelReference,
  PointsScale,
} from '@bora/contracts';

/** What the api keeps of a verified bundle: everything but the weights. */
export interface ServedModel {
  readonly reference: ModelReference;
  readonly manifest: ModelManifest;
  readonly schema: ApplicationSchema;
  readonly scale: PointsScale;
  readonly calibration: Calibration;
}

export function servedModel({ manifest, schema, scale, calibration }: LoadedBundle): ServedModel {
  return {
    reference: { name: manifest.name, version: manifest.version },
    manifest,
    schema,
    scale,
    calibration,
  };
}

export function modelId({ name, version }: ModelReference): string {
  return `${name}/${version}`;
}
