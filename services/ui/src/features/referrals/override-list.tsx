import type { DecisionWork, Override } from '@bora/contracts';
import { Confirmation } from '../../shared/controls/confirmation.tsx';
import { DecisionBadge } from '../../shared/decision-badge.tsx';
import { sayMoment } from '../../shared/say-numbers.ts';
import { workTexts } from '../../shared/texts/work.ts';
import { useOverrideReasons, type useWorkChange } from './use-work.ts';

const said = workTexts.decisionWork;

interface OverrideListProps {
  readonly work: DecisionWork;
  readonly change: ReturnType<typeof useWorkChange>;
  readonly personId: string | undefined;
}

/** What people decided, and the way for a second person to agree or not. */
export function OverrideList({ work, change, personId }: OverrideListProps) {
  const { data: known } = useOverrideReasons();
  const reasonText = (code: string) => known?.reasons.find((one) => one.code === code)?.text ?? code;
  return (
    <section className="card space-y-3" aria-label={said.overrides}>
      <h2>{said.overrides}</h2>
      {work.overrides.length === 0 && <p className="text-soft">{said.none}</p>}
      <ul className="space-y-4">
        {work.overrides.map((override) => (
          <li key={override.id} className="space-y-1">
            <p className="flex flex-wrap items-center gap-2">
              <DecisionBadge decision={override.from} /> <span aria-hidden>→</span>
              <DecisionBadge decision={override.decision} />
              <span className="font-semibold">{said.stateName[override.state]}</span>
            </p>
            <p>{reasonText(override.reason)}</p>
            <p className="[overflow-wrap:anywhere]">{override.text}</p>
            <p className="help">{said.by(override.by.name, sayMoment(override.at))}</p>
            {override.settledBy && override.settledAt && (
              <p className="help">{said.second(override.settledBy.name, sayMoment(override.settledAt))}</p>
            )}
            {override.state === 'proposed' && (
              <SecondPerson override={override} change={change} isOwn={override.by.id === personId} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface SecondPersonProps extends Pick<OverrideListProps, 'change'> {
  readonly override: Override;
  readonly isOwn: boolean;
}

function SecondPerson({ override, change, isOwn }: SecondPersonProps) {
  if (isOwn) return <p className="text-refer">{said.own}</p>;
  const settle = (stands: boolean) =>
    change.mutate({ method: 'POST', path: `overrides/${override.id}/confirmation`, body: { stands } });
  return (
    <div className="flex flex-wrap gap-2">
      <Confirmation
        action={said.confirm}
        title={said.confirmTitle}
        look="main"
        onConfirm={() => settle(true)}
      >
        {said.confirmDetail}
      </Confirmation>
      <Confirmation
        action={said.refuse}
        title={said.refuseTitle}
        look="danger"
        onConfirm={() => settle(false)}
      >
        {said.confirmDetail}
      </Confirmation>
    </div>
  );
}
