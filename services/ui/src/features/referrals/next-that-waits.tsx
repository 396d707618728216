import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { referralAddress } from '../../shared/addresses.ts';
import { Failure } from '../../shared/states.tsx';
import { workTexts } from '../../shared/texts/work.ts';
import { useNextThatWaits } from './use-refer-queue.ts';

const said = workTexts.decisionWork;

interface NextThatWaitsProps {
  /** Of the decision that was just worked on. */
  readonly decisionId: string;
  readonly personId: string | undefined;
  readonly title: string;
  readonly children?: ReactNode;
}

/** The way from a decision that is done with to the next one. */
export function NextThatWaits({ decisionId, personId, title, children }: NextThatWaitsProps) {
  const next = useNextThatWaits(decisionId, personId);
  return (
    <section className="card space-y-4" aria-label={said.next}>
      <h2>{title}</h2>
      {next.isError && <Failure error={next.error} onRetry={() => next.refetch()} />}
      <p>
        {next.data && <Link to={referralAddress(next.data.decisionId)}>{said.next}</Link>}
        {next.data === null && <span className="text-soft">{said.nothingWaits}</span>}
      </p>
      {children}
    </section>
  );
}
