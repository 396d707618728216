import type { ModelList, ModelVersionEntry } from '@bora/contracts';
import { Link } from 'react-router';
import { useMay } from '../../shared/account/use-account.ts';
import { modelAddress } from '../../shared/addresses.ts';
import { Confirmation } from '../../shared/controls/confirmation.tsx';
import { sayMetric } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';
import { ManifestLine } from './manifest-line.tsx';
import { StateBadge } from './state-badge.tsx';
import { versionState } from './version-state.ts';

const said = texts.models;

interface VersionCardProps {
  readonly model: ModelList['models'][number];
  readonly inUse: ModelList['inUse'];
  readonly entry: ModelVersionEntry;
  readonly isBusy: boolean;
  onPromote(): void;
}

/** A version in short: what it is here, how good it was in training, the ways on. */
export function VersionCard({ model, inUse, entry, isBusy, onPromote }: VersionCardProps) {
  const { version, manifest } = entry;
  const state = versionState(model, entry, inUse);
  const mayPromote = useMay('model:promote');
  const isOlder = model.champion !== null && version < model.champion;
  return (
    <article className="card space-y-3" aria-label={version}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="[overflow-wrap:anywhere]">{version}</h3>
        <StateBadge state={state} />
      </div>
      {state.detail && <p>{state.detail}</p>}
      {manifest === null && <p className="text-soft">{said.unreadable}</p>}
      {manifest && (
        <>
          <ManifestLine manifest={manifest} />
          <h4 className="label">{said.metrics}</h4>
          <dl className="numbers grid gap-x-8 gap-y-1 sm:grid-cols-2">
            {Object.entries(manifest.metrics).map(([name, value]) => (
              <div key={name} className="flex justify-between gap-2">
                <dt className="text-soft">{said.metric(name)}</dt>
                <dd className="font-semibold">{sayMetric(value)}</dd>
              </div>
            ))}
          </dl>
          <p>
            <Link className="inline-block py-1" to={modelAddress(model.name, version)}>
              {said.toDetails}
            </Link>
          </p>
        </>
      )}
      {mayPromote && state.canPromote && (
        <Confirmation
          action={isOlder ? said.rollBack : said.promote}
          title={isOlder ? said.rollBackTitle(version) : said.promoteTitle(version)}
          look="plain"
          isDisabled={isBusy}
          onConfirm={onPromote}
        >
          {model.name === inUse.name ? said.promoteDetail : said.promoteDetailOfOther(inUse.name)}
        </Confirmation>
      )}
    </article>
  );
}
