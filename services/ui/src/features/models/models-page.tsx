import type { ModelList, ModelVersionEntry } from '@bora/contracts';
import { useMay } from '../../shared/account/use-account.ts';
import { Confirmation } from '../../shared/controls/confirmation.tsx';
import { sayCount, sayMetric, sayMoment, sayShare } from '../../shared/say-numbers.ts';
import { Failure, Loading, Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { ModelDetails } from './model-details.tsx';
import { useModels, usePromotion } from './use-models.ts';

const said = texts.models;
type Model = ModelList['models'][number];

/** The models there are: which version is live, how good each was when it was trained, and the way to change it. */
export function ModelsPage() {
  usePageTitle(said.title);
  const { data, error, isError, isPending, refetch } = useModels();
  return (
    <div className="space-y-5">
      <div>
        <h1>{said.title}</h1>
        <p className="mt-1 max-w-3xl text-soft">{said.introduction}</p>
      </div>
      {isError && <Failure error={error} onRetry={() => refetch()} />}
      {isPending && <Loading />}
      {data?.models.length === 0 && <p className="card">{said.none}</p>}
      {data?.models.map((model) => (
        <ModelVersions key={model.name} model={model} />
      ))}
    </div>
  );
}

function ModelVersions({ model }: { model: Model }) {
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
            name={model.name}
            entry={entry}
            champion={model.champion}
            isBusy={promotion.isPending}
            onPromote={() => promotion.mutate(entry.version)}
          />
        ))}
      </div>
    </section>
  );
}

interface VersionCardProps {
  readonly name: string;
  readonly entry: ModelVersionEntry;
  readonly champion: string | null;
  readonly isBusy: boolean;
  onPromote(): void;
}

function VersionCard({ name, entry, champion, isBusy, onPromote }: VersionCardProps) {
  const { version, manifest, refusal, isChampion } = entry;
  const mayPromote = useMay('model:promote');
  const isOlder = champion !== null && version < champion;
  return (
    <article className="card space-y-3" aria-label={version}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="[overflow-wrap:anywhere]">{version}</h3>
        {isChampion && (
          <span className="rounded-full bg-approve-soft px-2.5 py-0.5 text-sm font-semibold text-approve">
            {said.champion}
          </span>
        )}
      </div>
      {refusal && (
        <Notice kind="error" title={said.refused}>
          {refusal.message}
        </Notice>
      )}
      {manifest === null && <p className="text-soft">{said.unreadable}</p>}
      {manifest && (
        <>
          <p className="help">
            {said.kind[manifest.kind]} · {said.profile(manifest.profile)} ·{' '}
            {said.schema(manifest.schema.id, manifest.schema.version)} · {sayMoment(manifest.createdAt)}
          </p>
          <p>
            {said.trainedOn(
              sayCount(manifest.trainingData.rows),
              sayShare(manifest.trainingData.bad / Math.max(1, manifest.trainingData.rows)),
            )}
          </p>
          <h4 className="label">{said.metrics}</h4>
          <dl className="numbers grid gap-x-8 gap-y-1 sm:grid-cols-2">
            {Object.entries(manifest.metrics).map(([name, value]) => (
              <div key={name} className="flex justify-between gap-2">
                <dt className="text-soft">{said.metric(name)}</dt>
                <dd className="font-semibold">{sayMetric(value)}</dd>
              </div>
            ))}
          </dl>
          {!refusal && <ModelDetails model={{ name, version }} />}
        </>
      )}
      {mayPromote && !isChampion && manifest && (
        <Confirmation
          action={isOlder ? said.rollBack : said.promote}
          title={isOlder ? said.rollBackTitle(version) : said.promoteTitle(version)}
          look="plain"
          isDisabled={isBusy}
          onConfirm={onPromote}
        >
          {said.promoteDetail}
        </Confirmation>
      )}
    </article>
  );
}
