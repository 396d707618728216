import type { ApplicationSchema, Variable } from '@bora/contracts';
import { Button } from '../../shared/controls/button.tsx';
import { DecisionBadge } from '../../shared/decision-badge.tsx';
import { sayDifference } from '../../shared/say-numbers.ts';
import { ScoreHeadline, ScoreOrigin, ScorePosition, ScoreReasons } from '../../shared/score/score-answer.tsx';
import { WhatWouldHelp } from '../../shared/score/what-would-help.tsx';
import { Failure, Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { fieldId, showField } from './refused-variables.ts';
import { type FormValues, ScoreFailedError } from './score-application.ts';
import type { WhatIf } from './use-what-if.ts';

interface PersonAnswerProps {
  readonly schema: ApplicationSchema;
  readonly values: FormValues;
  /** Of values that the api would not take. */
  readonly refused: readonly Variable[];
  readonly whatIf: WhatIf;
  onBack(values: FormValues): void;
}

/** The answer, and what changes of values did to it. */
export function PersonAnswer({ schema, values, refused, whatIf, onBack }: PersonAnswerProps) {
  const { first, latest, changed, failure, isScoring } = whatIf;
  const isEmpty = Object.values(values).every((value) => value.trim() === '');
  return (
    <section className="card space-y-4 lg:sticky lg:top-4" aria-label={texts.person.answer}>
      {refused.length > 0 && <RefusedFields refused={refused} />}
      {!latest && <p className="text-soft">{texts.person.noAnswer}</p>}
      {latest?.isTrial && <p className="text-soft">{texts.person.tried}</p>}
      {(!latest || latest.isTrial) && (
        <Button type="submit" look="main" isDisabled={isEmpty || isScoring}>
          {isScoring ? texts.person.scoring : texts.person.score}
        </Button>
      )}
      {failure !== null && <AnswerFailure failure={failure} onRetry={whatIf.score} />}
      {latest && first && (
        <>
          <div aria-live="polite" className={isScoring ? 'opacity-60' : ''}>
            <ScoreHeadline score={latest.score} />
            <p className="numbers mt-2 min-h-7">
              {changed.size > 0 && !isScoring && (
                <>
                  {texts.person.difference(sayDifference(latest.score.score - first.score.score))}{' '}
                  <DecisionBadge decision={first.score.decision} />{' '}
                  {texts.person.differenceBefore(first.score.score)}
                </>
              )}
            </p>
          </div>
          <ScorePosition score={latest.score} />
          <ScoreReasons
            score={latest.score}
            warningDetails={latest.score.warningDetails}
            {...(changed.size > 0 ? { before: first.score } : {})}
          />
          {changed.size > 0 ? (
            <Changes schema={schema} before={first.values} values={values} changed={changed} />
          ) : (
            <p className="help">{texts.person.tryChanges}</p>
          )}
          <WhatWouldHelp
            key={latest.score.id}
            path={`/v1/scores/${latest.score.id}`}
            decision={latest.score.decision}
          />
          <div className="flex flex-wrap gap-3">
            <Button isDisabled={changed.size === 0} onPress={() => onBack(first.values)}>
              {texts.person.back}
            </Button>
          </div>
          <ScoreOrigin score={latest.score} />
        </>
      )}
    </section>
  );
}

/** Why nothing is scored, with the way to each field. */
function RefusedFields({ refused }: { refused: readonly Variable[] }) {
  return (
    <Notice kind="error" title={texts.person.refused(refused.length)}>
      <ul>
        {refused.map(({ name, label }) => (
          <li key={name}>
            <a
              href={`#${fieldId(name)}`}
              onClick={(event) => {
                event.preventDefault();
                showField(name);
              }}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function AnswerFailure({ failure, onRetry }: { failure: unknown; onRetry: () => void }) {
  if (!(failure instanceof ScoreFailedError)) return <Failure error={failure} onRetry={onRetry} />;
  return (
    <Notice kind="error" title={texts.person.failed}>
      {failure.message}
    </Notice>
  );
}

interface ChangesProps {
  readonly schema: ApplicationSchema;
  readonly before: FormValues;
  readonly values: FormValues;
  readonly changed: ReadonlySet<string>;
}

function Changes({ schema, before, values, changed }: ChangesProps) {
  const say = (value: string | undefined) => value?.trim() || texts.none;
  return (
    <div>
      <h3 className="mb-1">{texts.person.changes}</h3>
      <ul>
        {schema.variables
          .filter(({ name }) => changed.has(name))
          .map(({ name, label }) => (
            <li key={name} className="[overflow-wrap:anywhere]">
              {label}: {say(before[name])} → <strong>{say(values[name])}</strong>
            </li>
          ))}
      </ul>
    </div>
  );
}
