import type { RowScore, Score, WarningDetail } from '@bora/contracts';
import { DecisionBadge } from '../decision-badge.tsx';
import { FinalDecision, sayOverridden } from '../final-decision.tsx';
import { useModel } from '../requests/use-model.ts';
import { usePolicy } from '../requests/use-policy.ts';
import { sayMoment, sayPd } from '../say-numbers.ts';
import { texts } from '../texts.ts';
import { ReasonBars } from './reason-bars.tsx';
import { ScoreScale } from './score-scale.tsx';

export type AnyScore = Score | RowScore;

/** Score, probability and decision at a glance. */
export function ScoreHeadline({ score }: { score: AnyScore }) {
  return (
    <dl className="numbers flex flex-wrap items-end gap-x-8 gap-y-2">
      <div>
        <dt className="help">{texts.scores.decision}</dt>
        <dd className="text-lg">
          {'overriddenTo' in score ? (
            <FinalDecision one={score} />
          ) : (
            <DecisionBadge decision={score.decision} />
          )}
        </dd>
        {'overriddenTo' in score && score.overriddenTo && <dd className="help">{sayOverridden(score)}</dd>}
      </div>
      <div>
        <dt className="help">{texts.scores.score}</dt>
        <dd className="text-3xl leading-none font-semibold">{score.score}</dd>
      </div>
      <div>
        <dt className="help">{texts.person.pd}</dt>
        <dd className="text-3xl leading-none font-semibold">{sayPd(score.pd)}</dd>
      </div>
    </dl>
  );
}

/** Where the score stands on its scale. */
export function ScorePosition({ score }: { score: AnyScore }) {
  const model = useModel(score.model);
  const policy = usePolicy(score.policy);
  return (
    <div className="min-h-32 print:min-h-0">
      {model.data && policy.data && (
        <>
          <ScoreScale score={score.score} scale={model.data.scale} policy={policy.data} />
          <p className="help">{texts.scale.about(model.data.scale)}</p>
        </>
      )}
    </div>
  );
}

interface ScoreReasonsProps {
  readonly score: AnyScore;
  readonly before?: AnyScore;
  /** Which variable each warning is about, where that is known. */
  readonly warningDetails?: readonly WarningDetail[] | undefined;
}

/** Why: the rule that decided, the reasons in points, the warnings. */
export function ScoreReasons({ score, before, warningDetails = [] }: ScoreReasonsProps) {
  const labelsOf = (code: WarningDetail['code']) =>
    warningDetails.filter((detail) => detail.code === code).map(({ label }) => label);
  return (
    <>
      {score.policyReason && (
        <p className="mb-3 rounded-md bg-refer-soft px-3 py-2 text-refer">
          <strong>{texts.reasons.rule}</strong> {score.policyReason.text}
        </p>
      )}
      <h3 className="mb-2">{texts.reasons.title}</h3>
      <ReasonBars reasons={score.reasons} {...(before ? { before: before.reasons } : {})} />
      {score.warnings.length > 0 && (
        <>
          <h3 className="mt-4 mb-1">{texts.scores.warnings}</h3>
          <ul className="list-disc pl-5 text-refer">
            {score.warnings.map((code) => (
              <li key={code}>{texts.warningOf(texts.warning[code], labelsOf(code))}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Which model and policy made the score, and when. */
export function ScoreOrigin({ score }: { score: AnyScore }) {
  return (
    <p className="help [overflow-wrap:anywhere]">
      {texts.batch.scoredWith(score.model, score.policy, sayMoment(score.scoredAt))}
    </p>
  );
}
