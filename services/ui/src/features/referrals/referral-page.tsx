import { type DecisionWork, pagePaths } from '@bora/contracts';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useAccount } from '../../shared/account/use-account.ts';
import { decisionAddress } from '../../shared/addresses.ts';
import { Button } from '../../shared/controls/button.tsx';
import { FinalDecision, sayOverridden } from '../../shared/final-decision.tsx';
import { sayCount, sayMoment, sayPd } from '../../shared/say-numbers.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { workTexts } from '../../shared/texts/work.ts';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { NextThatWaits } from './next-that-waits.tsx';
import { NotesAndReviews } from './notes-and-reviews.tsx';
import { OverrideForm } from './override-form.tsx';
import { OverrideList } from './override-list.tsx';
import { isSettled, useDecisionWork, useWorkChange } from './use-work.ts';

const said = workTexts.decisionWork;

/** One decision and what people do about it. */
export function ReferralPage() {
  const { decisionId = '' } = useParams();
  const { data, error, isError, isPending, refetch } = useDecisionWork(decisionId);
  const name = data?.decision.applicantId || workTexts.referrals.noId;
  usePageTitle(name);
  return (
    <div className="space-y-5">
      <p>
        <Link to={pagePaths.referrals}>{workTexts.referrals.back}</Link>
      </p>
      <h1 className="[overflow-wrap:anywhere]">{name}</h1>
      {isError && <Failure error={error} onRetry={() => refetch()} />}
      {isPending && <Loading />}
      {data && <Work key={data.decision.id} work={data} />}
    </div>
  );
}

function Work({ work }: { work: DecisionWork }) {
  const { decision } = work;
  const change = useWorkChange(decision.id);
  const { data: account } = useAccount();
  const isMine = work.claimedBy?.id === account?.id;
  const isWaiting = work.overrides.some(({ state }) => state === 'proposed');
  const settled = isSettled(work);
  return (
    <>
      {change.isError && <Failure error={change.error} />}
      <div className="grid gap-4 lg:grid-cols-2">
        <section className="card space-y-3" aria-label={said.about}>
          <dl className="flex flex-wrap gap-x-8 gap-y-2">
            <Fact name={texts.scores.decision}>
              <FinalDecision one={decision} />
            </Fact>
            <Fact name={workTexts.referrals.columns[3]}>{sayCount(decision.score)}</Fact>
            <Fact name={workTexts.referrals.columns[4]}>{sayPd(decision.pd)}</Fact>
            <Fact name={workTexts.referrals.columns[1]}>{sayMoment(decision.decidedAt)}</Fact>
          </dl>
          {decision.overriddenTo && <p className="help">{sayOverridden(decision)}</p>}
          <h2>{said.reasons}</h2>
          <ol className="list-decimal pl-5">
            {decision.policyReason && <li>{decision.policyReason.text}</li>}
            {decision.reasons.map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ol>
          <p>
            <Link to={decisionAddress(decision.id)}>{said.given}</Link>
          </p>
          {work.claimedBy && <p className="help">{said.claimedBy(work.claimedBy.name)}</p>}
          {!work.claimedBy && !settled && (
            <Button onPress={() => change.mutate({ method: 'PUT', path: 'claim' })}>{said.claim}</Button>
          )}
          {isMine && (
            <Button onPress={() => change.mutate({ method: 'DELETE', path: 'claim' })}>{said.release}</Button>
          )}
        </section>
        {isWaiting && (
          <NextThatWaits title={said.stateName.proposed} decisionId={decision.id} personId={account?.id} />
        )}
        {settled && !isWaiting && <Decided work={work} change={change} personId={account?.id} />}
        {!settled && !isWaiting && <OverrideForm work={work} change={change} />}
        <OverrideList work={work} change={change} personId={account?.id} />
        <NotesAndReviews work={work} change={change} />
      </div>
    </>
  );
}

interface DecidedProps {
  readonly work: DecisionWork;
  readonly change: ReturnType<typeof useWorkChange>;
  readonly personId: string | undefined;
}

/** After a person decided: the way on, and to another decision about the same. */
function Decided({ work, change, personId }: DecidedProps) {
  const [isAgain, setAgain] = useState(false);
  if (isAgain) return <OverrideForm work={work} change={change} onDone={() => setAgain(false)} />;
  return (
    <NextThatWaits title={said.done} decisionId={work.decision.id} personId={personId}>
      <Button onPress={() => setAgain(true)}>{said.again}</Button>
    </NextThatWaits>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="label">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
