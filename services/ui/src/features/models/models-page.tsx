import type { ModelList } from '@bora/contracts';
import { Answered } from '../../shared/answered.tsx';
import { PageHeading } from '../../shared/page-heading.tsx';
import { Failure, Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { Measures } from './measures.tsx';
import { useModels, usePromotion } from './use-models.ts';
import { VersionCard } from './version-card.tsx';

const said = texts.models;

/** The models there are, the one in use first: which version is live, how good each was when it was trained, and the way to change it. */
export function ModelsPage() {
  return (
    <div className="space-y-5">
      <PageHeading title={said.title} introduction={said.introduction} />
      <Measures />
      <Answered query={useModels()}>
        {({ inUse, models }) =>
          models.length === 0 ? (
            <p className="card">{said.none}</p>
          ) : (
            [...models]
              .sort((left, right) => Number(right.name === inUse.name) - Number(left.name === inUse.name))
              .map((model) => <ModelVersions key={model.name} model={model} inUse={inUse} />)
          )
        }
      </Answered>
    </div>
  );
}

function ModelVersions({ model, inUse }: { model: ModelList['models'][number]; inUse: ModelList['inUse'] }) {
  const promotion = usePromotion(model.name);
  const versions = [...model.versions].sort((left, right) => right.version.localeCompare(left.version));
  return (
    <section className="space-y-3" aria-label={model.name}>
      <h2>{model.name}</h2>
      {model.serving !== null && model.serving !== model.champion && (
        <Notice kind="warning" title={said.substitute(model.serving)}>
          {said.substituteDetail}
        </Notice>
      )}
      {promotion.isError && <Failure error={promotion.error} />}
      <div className="grid gap-4 lg:grid-cols-2">
        {versions.map((entry) => (
          <VersionCard
            key={entry.version}
            model={model}
            inUse={inUse}
            entry={entry}
            isBusy={promotion.isPending}
            onPromote={() => promotion.mutate(entry.version)}
          />
        ))}
      </div>
    </section>
  );
}
