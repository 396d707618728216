import type { Erasure, ErasureReport } from '@bora/contracts';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { TooMany } from './rights-failure.tsx';

const said = texts.rights.erase;

/** How an erasure stands: why it waits, why it was refused, or what it removed. */
export function ErasureState({ erasure: { state, failure, report, requestedAt } }: { erasure: Erasure }) {
  if (state === 'waiting') {
    return (
      <Notice kind="info" title={said.waiting}>
        <p>
          {said.asked(sayMoment(requestedAt))} {said.why}
        </p>
        <p className="mt-1">{said.leave}</p>
      </Notice>
    );
  }
  if (state === 'done') return <Removed report={report} />;
  if (failure === 'bad-request') return <TooMany />;
  return (
    <Notice kind="warning" title={said.refused}>
      {failure === 'on-hold' ? said.refusedHeld : said.refusedOther(failure ?? '')}
    </Notice>
  );
}

function Removed({ report }: { report: ErasureReport | null }) {
  const counts = Object.entries(said.counts) as [keyof ErasureReport, string][];
  const removed = counts.filter(([what]) => (report?.[what] ?? 0) > 0);
  if (removed.length === 0) {
    return (
      <Notice kind="warning" title={said.nothing}>
        {said.nothingDetail}
      </Notice>
    );
  }
  return (
    <Notice kind="good" title={said.done}>
      <p>{said.removed}</p>
      <ul className="list-disc pl-5">
        {removed.map(([what, name]) => (
          <li key={what}>
            {sayCount(report?.[what] ?? 0)} {name}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
