import type { Erasure } from '@bora/contracts';
import { useEffect } from 'react';
import { Confirmation } from '../../shared/controls/confirmation.tsx';
import { Failure, Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { ErasureState } from './erasure-state.tsx';
import { RightsFailure } from './rights-failure.tsx';
import { useErase, type useErasure } from './use-erasure.ts';
import type { FoundDecisions } from './use-found-decisions.ts';

const said = texts.rights.erase;

interface EraseCardProps {
  readonly applicantId: string;
  readonly found: FoundDecisions | undefined;
  readonly isHeld: boolean;
  /** The one that was asked for, if any. */
  readonly erasure: ReturnType<typeof useErasure>;
  onAsked(erasure: Erasure): void;
}

/** Erases an applicant, after a second yes. */
export function EraseCard({ applicantId, found, isHeld, erasure, onAsked }: EraseCardProps) {
  const erase = useErase(onAsked);
  const { reset } = erase;
  // What was refused for a hold that is shown, or was released since, is no news.
  useEffect(() => {
    if (isHeld) reset();
  }, [isHeld, reset]);
  const isUnderWay = erasure.data?.state === 'waiting';
  return (
    <section className="card space-y-3" aria-labelledby="applicant-erase">
      <h2 id="applicant-erase">{said.title}</h2>
      <p>{said.about}</p>
      {erasure.isError && <Failure error={erasure.error} onRetry={() => erasure.refetch()} />}
      {erasure.data && <ErasureState erasure={erasure.data} />}
      {erase.isError && <RightsFailure error={erase.error} />}
      {isHeld && <Notice kind="info" title={said.held} />}
      {!isHeld && !isUnderWay && (
        <Confirmation
          action={said.action}
          title={said.confirm(applicantId)}
          look="danger"
          isDisabled={erase.isPending}
          onConfirm={() => erase.mutate(applicantId)}
        >
          <WhatGoes found={found} />
        </Confirmation>
      )}
    </section>
  );
}

function WhatGoes({ found }: { found: FoundDecisions | undefined }) {
  return (
    <div className="space-y-3 [overflow-wrap:anywhere]">
      {found && <p>{said.count(found.count, found.hasMore)}</p>}
      <Listed title={said.goes} items={said.going} />
      <Listed title={said.stays} items={said.staying} />
      <p className="font-semibold">{said.cannotUndo}</p>
    </div>
  );
}

function Listed({ title, items }: { title: string; items: readonly string[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul className="list-disc pl-5">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
