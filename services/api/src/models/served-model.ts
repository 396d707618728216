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
  /** Null for a scorecard, whose points are its PD. */
  readonly calibration: Calibration | null;
}

export function servedModel(bundle: LoadedBundle): ServedModel {
  const { manifest, schema, scale } = bundle;
  return {
    reference: { name: manifest.name, version: manifest.version },
    manifest,
    schema,
    scale,
    calibration: bundle.kind === 'network' ? bundle.calibration : null,
  };
}

export function modelId({ name, version }: ModelReference): string {
  return `${name}/${version}`;
}
