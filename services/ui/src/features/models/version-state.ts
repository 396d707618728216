import type { ModelList, ModelVersionEntry } from '@bora/contracts';
import { texts } from '../../shared/texts.ts';

const said = texts.models.state;

export interface VersionState {
  readonly kind: 'good' | 'warning' | 'error' | 'plain';
  readonly name: string;
  /** What that means, where it is not plain. */
  readonly detail: string | null;
  /** Whether it may be tried to make it the champion. */
  readonly canPromote: boolean;
}

type Model = Pick<ModelList['models'][number], 'name' | 'champion' | 'serving'>;

/**
 * What a version is here, in one state: what is refused is no champion, whatever the pointer names, and one version at
 * most serves what names no model.
 */
export function versionState(
  model: Model,
  entry: ModelVersionEntry,
  inUse: ModelList['inUse'],
): VersionState {
  const { version, manifest, refusal, isChampion } = entry;
  const madeFor =
    manifest && manifest.profile !== inUse.profile ? said.madeFor(manifest.profile, inUse.profile) : '';
  if (refusal?.code === 'forbidden-variable') {
    const detail = [madeFor, refusal.message].filter(Boolean).join(' ');
    return { kind: 'warning', name: said.otherProfile, detail, canPromote: false };
  }
  if (refusal) {
    const canPromote = !isChampion && manifest !== null;
    return { kind: 'error', name: said.refused, detail: refusal.message, canPromote };
  }
  if (version !== model.serving) {
    return { kind: 'plain', name: said.idle, detail: null, canPromote: manifest !== null && !isChampion };
  }
  const canPromote = !isChampion;
  if (model.name === inUse.name) {
    const detail = isChampion ? said.serves : said.standsIn;
    return { kind: 'good', name: said.servesNow, detail, canPromote };
  }
  const detail = [madeFor, said.byNameOnly(inUse.name)].filter(Boolean).join(' ');
  return { kind: 'plain', name: isChampion ? said.otherChampion : said.otherStandsIn, detail, canPromote };
}
