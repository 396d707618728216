import type { ModelList, ModelVersionEntry } from '@bora/contracts';
import { pagePaths } from '@bora/contracts';
import { Link, useParams } from 'react-router';
import { Answered } from '../../shared/answered.tsx';
import { Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { ManifestLine } from './manifest-line.tsx';
import { ModelEvaluation } from './model-evaluation.tsx';
import { ModelMaking } from './model-making.tsx';
import { StateBadge } from './state-badge.tsx';
import { useModels } from './use-models.ts';
import { versionState } from './version-state.ts';

const said = texts.models;

/** One version of a model: what it is here, what was measured of it, how it was made. */
export function ModelPage() {
  const { name = '', version = '' } = useParams();
  usePageTitle(`${name} ${version}`);
  return (
    <div className="space-y-5">
      <p>
        <Link to={pagePaths.models}>{said.back}</Link>
      </p>
      <Answered query={useModels()}>
        {({ inUse, models }) => {
          const model = models.find((one) => one.name === name);
          const entry = model?.versions.find((one) => one.version === version);
          if (model && entry) return <KnownVersion model={model} inUse={inUse} entry={entry} />;
          return (
            <Notice kind="warning" title={said.unknown}>
              {said.unknownAdvice}
            </Notice>
          );
        }}
      </Answered>
    </div>
  );
}

interface KnownVersionProps {
  readonly model: ModelList['models'][number];
  readonly inUse: ModelList['inUse'];
  readonly entry: ModelVersionEntry;
}

function KnownVersion({ model, inUse, entry }: KnownVersionProps) {
  const { version, manifest } = entry;
  const reference = { name: model.name, version };
  const state = versionState(model, entry, inUse);
  return (
    <>
      <div className="space-y-1">
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="[overflow-wrap:anywhere]">
            {model.name} {version}
          </h1>
          <StateBadge state={state} />
        </div>
        {state.detail && <p className="max-w-3xl">{state.detail}</p>}
        {manifest && <ManifestLine manifest={manifest} />}
      </div>
      {manifest === null && <p className="text-soft">{said.unreadable}</p>}
      {manifest && <ModelEvaluation model={reference} manifest={manifest} />}
      {manifest && <ModelMaking model={reference} manifest={manifest} isRefused={entry.refusal !== null} />}
    </>
  );
}
