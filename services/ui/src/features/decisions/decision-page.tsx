import { pagePaths, type RecordedDecision } from '@bora/contracts';
import { Link, useParams } from 'react-router';
import { Answered } from '../../shared/answered.tsx';
import { Button } from '../../shared/controls/button.tsx';
import { ApplicantHistory } from '../../shared/record/applicant-history.tsx';
import { sayApplicant, sayOfficer } from '../../shared/record/decision-table.tsx';
import { GivenValues } from '../../shared/record/given-values.tsx';
import { RightsLink } from '../../shared/record/rights-link.tsx';
import { WorkLink } from '../../shared/record/work-link.tsx';
import { useSchema } from '../../shared/requests/use-schema.ts';
import { sayCount } from '../../shared/say-numbers.ts';
import { ScoreHeadline, ScoreOrigin, ScorePosition, ScoreReasons } from '../../shared/score/score-answer.tsx';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { useDecision, useDecisionValues } from './use-decision.ts';

/** One decision as it stands in the record: what, why, by whom, and from what. */
export function DecisionPage() {
  const { decisionId = '' } = useParams();
  const query = useDecision(decisionId);
  usePageTitle(query.data ? texts.recordedDecision.title(sayApplicant(query.data)) : texts.decisions.title);
  return (
    <div className="space-y-5 print:space-y-2">
      <p className="print:hidden">
        <Link to={pagePaths.decisions}>{texts.recordedDecision.back}</Link>
      </p>
      <Answered query={query} unknown={{ title: texts.recordedDecision.unknown }}>
        {(decision) => <Recorded decision={decision} />}
      </Answered>
    </div>
  );
}

function Recorded({ decision }: { decision: RecordedDecision }) {
  const said = texts.recordedDecision;
  const score = {
    ...decision,
    row: decision.row ?? 1,
    applicantId: decision.applicantId ?? '',
    scoredAt: decision.decidedAt,
  };
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="[overflow-wrap:anywhere]">{said.title(sayApplicant(decision))}</h1>
          <p className="help">
            {decision.row === null ? texts.decisions.single : said.row(sayCount(decision.row))}
            {' · '}
            {said.decidedBy(sayOfficer(decision))}
          </p>
        </div>
        <div className="flex flex-wrap gap-3 print:hidden">
          <WorkLink decisionId={decision.id} />
          <RightsLink applicantId={decision.applicantId ?? ''} />
          <Button onPress={() => window.print()}>{texts.applicant.print}</Button>
        </div>
      </div>
      <div className="grid gap-4 lg:grid-cols-2 print:grid-cols-2 print:gap-2">
        <section className="card space-y-4 print:space-y-2" aria-label={texts.applicant.answer}>
          <ScoreHeadline score={score} />
          <ScorePosition score={score} />
          <ScoreOrigin score={score} />
        </section>
        <section className="card" aria-label={texts.reasons.title}>
          <ScoreReasons score={score} />
        </section>
      </div>
      <ValuesGiven decision={decision} />
      <ApplicantHistory applicantId={decision.applicantId ?? ''} exceptId={decision.id} />
    </>
  );
}

function ValuesGiven({ decision }: { decision: RecordedDecision }) {
  const values = useDecisionValues(decision.id);
  const schema = useSchema(decision.model);
  const failed = [values, schema].find(({ isError }) => isError);
  return (
    <section className="card" aria-labelledby="given-values">
      <h2 id="given-values" className="mb-3 print:mb-1">
        {texts.applicant.values}
      </h2>
      {failed && <Failure error={failed.error} onRetry={() => failed.refetch()} />}
      {!failed && values.data === undefined && <Loading />}
      {values.data === null && <p className="text-soft">{texts.applicant.valuesGone}</p>}
      {values.data && schema.data && <GivenValues values={values.data.values} schema={schema.data} />}
    </section>
  );
}
