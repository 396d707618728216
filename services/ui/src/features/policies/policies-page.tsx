import type { PolicyList } from '@bora/contracts';
import { useState } from 'react';
import { Answered } from '../../shared/answered.tsx';
import { Choice } from '../../shared/controls/fields.tsx';
import { PageHeading } from '../../shared/page-heading.tsx';
import { usePolicy } from '../../shared/requests/use-policy.ts';
import { Failure, Loading, Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { PolicyEditor } from './policy-editor.tsx';
import { usePolicies } from './use-policies.ts';

const said = texts.policies;

/** The policies: what decides, apart from any model, and the way to a new version. */
export function PoliciesPage() {
  return (
    <div className="space-y-5">
      <PageHeading title={said.title} introduction={said.introduction} />
      <Answered query={usePolicies()}>
        {({ policies }) =>
          policies.length === 0 ? (
            <p className="card">{said.none}</p>
          ) : (
            policies.map((policy) => <PolicyVersions key={policy.name} policy={policy} />)
          )
        }
      </Answered>
    </div>
  );
}

function PolicyVersions({ policy }: { policy: PolicyList['policies'][number] }) {
  const latest = policy.versions.at(-1) ?? 1;
  const [chosen, setChosen] = useState<number | null>(null);
  const [saved, setSaved] = useState<{ version: number; isLive: boolean } | null>(null);
  const version = chosen ?? policy.live ?? latest;
  const { data, error, isError, refetch } = usePolicy({ name: policy.name, version });
  const live = usePolicy(policy.live === null ? undefined : { name: policy.name, version: policy.live }).data;
  return (
    <section className="card space-y-4" aria-label={policy.name}>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <h2>{policy.name}</h2>
        <div className="w-56">
          <Choice
            label={said.version}
            value={String(version)}
            options={policy.versions.map((one) => [String(one), said.versionName(one, one === policy.live)])}
            emptyText={said.liveVersion}
            onChange={(value) => setChosen(value === '' ? null : Number(value))}
          />
        </div>
      </div>
      {saved && (
        <Notice kind="good" title={said.saved(saved.version)}>
          {saved.isLive ? said.savedLive : said.savedNotLive}
        </Notice>
      )}
      {isError && <Failure error={error} onRetry={() => refetch()} />}
      {!data && !isError && <Loading />}
      {data && (
        <PolicyEditor
          key={`${data.name} ${data.version}`}
          policy={data}
          nextVersion={latest + 1}
          isLive={data.version === policy.live}
          live={live}
          onSaved={(made, isLive) => {
            setSaved({ version: made.version, isLive });
            setChosen(made.version);
          }}
        />
      )}
    </section>
  );
}
