import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { May } from '../../shared/account/may.tsx';
import { useMay } from '../../shared/account/use-account.ts';
import { PageHeading } from '../../shared/page-heading.tsx';
import { texts } from '../../shared/texts.ts';
import { ApplicantForm } from './applicant-form.tsx';
import { DownloadCard } from './download-card.tsx';
import { EraseCard } from './erase-card.tsx';
import { ErasureState } from './erasure-state.tsx';
import { FoundDecisions } from './found-decisions.tsx';
import { HoldsCard } from './holds-card.tsx';
import { useErasure } from './use-erasure.ts';
import { useFoundDecisions } from './use-found-decisions.ts';
import { useHolds } from './use-holds.ts';
import { useRightsState } from './use-rights-state.ts';

const said = texts.rights;

/** Serves an applicant: hands out what is recorded, keeps it from erasure, erases it. */
export function RightsPage() {
  const queries = useQueryClient();
  const { applicantId, erasureId, show } = useRightsState();
  const erasure = useErasure(erasureId);
  const erased = erasure.data?.state === 'done' ? erasure.data : undefined;
  const shown = erased ? undefined : applicantId;
  useEffect(() => {
    if (erased === undefined) return;
    // Neither the browser's history nor what was read before keeps whom it was about.
    show({ erasureId: erased.id });
    queries.removeQueries({ type: 'inactive' });
  }, [erased?.id]);
  return (
    <div className="space-y-5">
      <PageHeading title={said.title} introduction={said.introduction} />
      {erased && <ErasureState erasure={erased} />}
      <ApplicantForm
        key={shown}
        applicantId={shown ?? ''}
        onShow={(number) => {
          show({ applicantId: number });
          queries.invalidateQueries();
        }}
      />
      {shown !== undefined && (
        <Applicant
          key={`of ${shown}`}
          applicantId={shown}
          erasure={erasure}
          onAsked={({ id }) => show({ applicantId: shown, erasureId: id })}
        />
      )}
    </div>
  );
}

type ApplicantProps = Pick<Parameters<typeof EraseCard>[0], 'applicantId' | 'erasure' | 'onAsked'>;

function Applicant({ applicantId, erasure, onAsked }: ApplicantProps) {
  const found = useFoundDecisions(applicantId);
  const holds = useHolds(applicantId, useMay('audit:read'));
  return (
    <>
      <FoundDecisions applicantId={applicantId} query={found} />
      <div className="grid items-start gap-4 lg:grid-cols-3">
        <May do="applicant:export">
          <DownloadCard applicantId={applicantId} />
        </May>
        <May do="audit:read">
          <HoldsCard applicantId={applicantId} query={holds} />
        </May>
        <May do="applicant:erase">
          <EraseCard
            applicantId={applicantId}
            found={found.data}
            isHeld={(holds.data?.holds.length ?? 0) > 0}
            erasure={erasure}
            onAsked={onAsked}
          />
        </May>
      </div>
    </>
  );
}
