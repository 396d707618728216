import { type ApiKey, personalPermissions } from '@bora/contracts';
import { Answered } from '../../shared/answered.tsx';
import { Confirmation } from '../../shared/controls/confirmation.tsx';
import { PageHeading } from '../../shared/page-heading.tsx';
import { sayMoment } from '../../shared/say-numbers.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { NewKeyForm } from './new-key-form.tsx';
import { useKeys, useRevokeKey } from './use-keys.ts';

const said = texts.keys;

/** API keys: for programs that call the api. */
export function KeysPage() {
  return (
    <div className="space-y-5">
      <PageHeading title={said.title} introduction={said.introduction} />
      <NewKeyForm />
      <Answered query={useKeys()}>
        {({ keys }) => (
          <>
            {keys.length === 0 && <p className="card">{said.none}</p>}
            <div className="grid gap-4 lg:grid-cols-2">
              {keys.map((key) => (
                <KeyCard key={key.id} apiKey={key} />
              ))}
            </div>
          </>
        )}
      </Answered>
    </div>
  );
}

function KeyCard({ apiKey }: { apiKey: ApiKey }) {
  const { id, name, owner, prefix, permissions, createdAt, expiresAt, lastUsedAt, revokedAt } = apiKey;
  const revoke = useRevokeKey(id);
  const isOver = revokedAt !== null || Date.parse(expiresAt) < Date.now();
  return (
    <article className="card space-y-2" aria-label={name}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="[overflow-wrap:anywhere]">{name}</h3>
        <code>{said.begins(prefix)}</code>
      </div>
      <p className="help">{said.made(owner, sayMoment(createdAt))}</p>
      <p>{revokedAt ? said.revokedAt(sayMoment(revokedAt)) : said.expires(sayMoment(expiresAt))}</p>
      <p>{lastUsedAt ? said.lastUsed(sayMoment(lastUsedAt)) : said.neverUsed}</p>
      {permissions.some((permission) => personalPermissions.includes(permission)) && (
        <p className="help">{said.ofCommands}</p>
      )}
      <details>
        <summary className="cursor-pointer">{said.mayDo(permissions.length)}</summary>
        <ul className="help mt-1 list-disc pl-5">
          {permissions.map((permission) => (
            <li key={permission}>{said.permission(permission)}</li>
          ))}
        </ul>
      </details>
      {revoke.isError && <Failure error={revoke.error} />}
      {!isOver && (
        <Confirmation
          action={said.revoke}
          title={said.revokeTitle(name)}
          look="danger"
          isDisabled={revoke.isPending}
          onConfirm={() => revoke.mutate()}
        >
          {said.revokeDetail}
        </Confirmation>
      )}
    </article>
  );
}
