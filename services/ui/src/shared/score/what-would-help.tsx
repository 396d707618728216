import type { Decision, WhatIf } from '@bora/contracts';
import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { useCounterfactual } from '../requests/use-counterfactual.ts';
import { useSchema } from '../requests/use-schema.ts';
import { Failure, Loading } from '../states.tsx';
import { texts } from '../texts.ts';
import { Changes, type ChangesProps } from './changes.tsx';

const said = texts.whatWouldHelp;

interface WhatWouldHelpProps {
  /** Address of the score or of the row of a file in the api. */
  readonly path: string;
  readonly decision: Decision;
}

/** The smallest changes of what an applicant can change that would reach a better decision, on request. */
export function WhatWouldHelp({ path, decision }: WhatWouldHelpProps) {
  const [isWanted, setWanted] = useState(false);
  const { data, error, isError, refetch } = useCounterfactual(path, isWanted);
  if (decision === 'approve') return null;
  const answer = data && !('state' in data) ? data : undefined;
  const schema = useSchema(answer?.model).data;
  return (
    <section aria-label={said.title} className={isWanted ? '' : 'print:hidden'}>
      <h3 className="mb-2">{said.title}</h3>
      {!isWanted && <Button onPress={() => setWanted(true)}>{said.ask}</Button>}
      {isError && <Failure error={error} onRetry={() => refetch()} />}
      {isWanted && !answer && !isError && <Loading what={said.searching} />}
      {answer && <Answer answer={answer} variables={schema?.variables ?? []} />}
    </section>
  );
}

function Answer({ answer, variables }: { answer: WhatIf } & Pick<ChangesProps, 'variables'>) {
  if (!answer.found) {
    return (
      <p>
        {said.none[answer.why]} {answer.policyReason?.text}
      </p>
    );
  }
  return (
    <div className="space-y-3">
      <Changes changes={answer} variables={variables} />
      {answer.alternatives.length > 0 && (
        <details>
          <summary className="cursor-pointer text-sm font-medium">{said.alternatives}</summary>
          <div className="mt-2 space-y-3">
            {answer.alternatives.map((alternative) => (
              <Changes
                key={alternative.changes.map(({ variable }) => variable).join(' ')}
                changes={alternative}
                variables={variables}
              />
            ))}
          </div>
        </details>
      )}
      <p className="help">{answer.isExhaustive ? said.caution : `${said.notExhaustive} ${said.caution}`}</p>
    </div>
  );
}
