import { type BatchRow, pagePaths, rowDecisionId } from '@bora/contracts';
import { Link, useNavigate, useParams } from 'react-router';
import { batchAddress } from '../../shared/addresses.ts';
import { Answered } from '../../shared/answered.tsx';
import { Button } from '../../shared/controls/button.tsx';
import { ApplicantHistory } from '../../shared/record/applicant-history.tsx';
import { GivenValues } from '../../shared/record/given-values.tsx';
import { WorkLink } from '../../shared/record/work-link.tsx';
import { useSchema } from '../../shared/requests/use-schema.ts';
import { sayCount } from '../../shared/say-numbers.ts';
import { ScoreHeadline, ScoreOrigin, ScorePosition, ScoreReasons } from '../../shared/score/score-answer.tsx';
import { WhatWouldHelp } from '../../shared/score/what-would-help.tsx';
import { Failure, Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { useApplicant } from './use-applicant.ts';

/** One applicant of a file: the answer, why, and what it was made of. */
export function ApplicantPage() {
  const { batchId = '', row = '' } = useParams();
  const applicant = useApplicant(batchId, row);
  const name = applicant.data?.score?.applicantId || texts.scores.rowNumber(row);
  usePageTitle(name);
  return (
    <div className="space-y-5 print:space-y-2">
      <p className="print:hidden">
        <Link to={batchAddress(batchId)}>{texts.applicant.back}</Link>
      </p>
      <Answered query={applicant} unknown={{ title: texts.applicant.unknown }}>
        {(data) => <Applicant batchId={batchId} applicant={data} name={name} />}
      </Answered>
    </div>
  );
}

interface ApplicantProps {
  readonly batchId: string;
  readonly applicant: BatchRow;
  readonly name: string;
}

function Applicant({ batchId, applicant, name }: ApplicantProps) {
  const navigate = useNavigate();
  const schema = useSchema(applicant.model);
  const { score, reject, values } = applicant;
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="[overflow-wrap:anywhere]">{name}</h1>
          <p className="help">{texts.scores.rowNumber(sayCount(applicant.row))}</p>
        </div>
        <div className="flex flex-wrap gap-3 print:hidden">
          {score && <WorkLink decisionId={rowDecisionId(batchId, applicant.row)} />}
          {values && score && (
            <Button onPress={() => navigate(pagePaths.scorePerson, { state: { values } })}>
              {texts.applicant.tryChanges}
            </Button>
          )}
          <Button onPress={() => window.print()}>{texts.applicant.print}</Button>
        </div>
      </div>
      {reject && (
        <Notice kind="error" title={texts.applicant.rejected(sayCount(reject.line))}>
          {texts.rejectCode[reject.code]} {texts.rejects.allowed(reject.allowed)}
        </Notice>
      )}
      {!score && !reject && (
        <Notice kind="info" title={texts.applicant.waiting}>
          {texts.applicant.waitingAdvice}
        </Notice>
      )}
      {score && (
        <div className="grid gap-4 lg:grid-cols-2 print:grid-cols-2 print:gap-2">
          <section className="card space-y-4 print:space-y-2" aria-label={texts.applicant.answer}>
            <ScoreHeadline score={score} />
            <ScorePosition score={score} />
            <ScoreOrigin score={score} />
          </section>
          <section className="card" aria-label={texts.reasons.title}>
            <ScoreReasons score={score} warningDetails={applicant.warningDetails ?? undefined} />
            <div className="mt-4">
              <WhatWouldHelp
                path={`/v1/batches/${batchId}/rows/${applicant.row}`}
                decision={score.decision}
              />
            </div>
          </section>
        </div>
      )}
      <section className="card" aria-labelledby="given-values">
        <h2 id="given-values" className="mb-3 print:mb-1">
          {texts.applicant.values}
        </h2>
        {values === null && <p className="text-soft">{texts.applicant.valuesGone}</p>}
        {values && schema.isError && <Failure error={schema.error} onRetry={() => schema.refetch()} />}
        {values && schema.data && <GivenValues values={values} schema={schema.data} />}
      </section>
      <ApplicantHistory
        applicantId={score?.applicantId ?? ''}
        exceptId={rowDecisionId(batchId, applicant.row)}
      />
    </>
  );
}
