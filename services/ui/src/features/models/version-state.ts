import type { ModelList, ModelVersionEntry } from '@bora/contracts';
import { texts } from '../../shared/texts.ts';

const said = texts.models.state;

export interface VersionState {
  readonly kind: 'good' | 'warning' | 'error' | 'plain';
  readonly name: string;
  /** Why, where it is not plain. */
  readonly detail: string | null;
  /** Whether it may be tried to make it the champion. */
  readonly canPromote: boolean;
}

/** What a version is here, in one state: what is refused is no champion, whatever the pointer names. */
export function versionState(
  { champion, serving }: Pick<ModelList['models'][number], 'champion' | 'serving'>,
  { version, manifest, refusal, isChampion }: Omit<ModelVersionEntry, 'manifest'> & { manifest: unknown },
): VersionState {
  if (refusal?.code === 'forbidden-variable') {
    return { kind: 'warning', name: said.otherProfile, detail: refusal.message, canPromote: false };
  }
  if (refusal) {
    const canPromote = !isChampion && manifest !== null;
    return { kind: 'error', name: said.refused, detail: refusal.message, canPromote };
  }
  if (isChampion) return { kind: 'good', name: said.champion, detail: null, canPromote: false };
  if (version === serving && champion !== null) {
    return { kind: 'good', name: said.standingIn, detail: null, canPromote: true };
  }
  return { kind: 'plain', name: said.idle, detail: null, canPromote: manifest !== null };
}
