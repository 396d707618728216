import type { SegmentationSummary } from '@bora/contracts';
import type { ReactNode } from 'react';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';
import { ChoiceCurves } from './choice-curves.tsx';
import { SegmentCard } from './segment-card.tsx';
import { SegmentQuality } from './segment-quality.tsx';

const said = texts.segments;

interface SegmentationReportProps {
  readonly report: Omit<SegmentationSummary, 'formatVersion'>;
  readonly scatter: ReactNode;
}

/** Segments with what they mean, what they look like, how good they are and what they are made of. */
export function SegmentationReport({ report, scatter }: SegmentationReportProps) {
  const { segments, quality, cleaning, algorithm } = report;
  const made = segments.filter(({ cluster }) => cluster >= 0);
  return (
    <>
      <p className="text-lg">
        {said.customersIn(sayCount(cleaning.customers), sayCount(made.length))} ·{' '}
        {said.algorithmName[algorithm]}
      </p>
      <section aria-label={said.title}>
        <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          {segments.map((segment) => (
            <SegmentCard key={segment.cluster} segment={segment} />
          ))}
        </div>
      </section>
      <section className="card space-y-3" aria-label={said.scatter}>
        <h2>{said.scatter}</h2>
        {scatter}
      </section>
      <section className="card space-y-3" aria-label={said.curves}>
        <h2>{said.curves}</h2>
        <ChoiceCurves algorithm={algorithm} quality={quality} made={made.length} />
      </section>
      <section className="card space-y-3" aria-label={said.quality}>
        <h2>{said.quality}</h2>
        <SegmentQuality quality={quality} />
      </section>
      <Cleaning cleaning={cleaning} />
    </>
  );
}

function Cleaning({ cleaning: { rows, used, left, snapshot } }: Pick<SegmentationSummary, 'cleaning'>) {
  const reasons = Object.entries(left).filter(([, count]) => count > 0);
  return (
    <section className="card space-y-2" aria-label={said.cleaning}>
      <h2>{said.cleaning}</h2>
      <p>
        {said.cleaningAbout(sayCount(used), sayCount(rows))}{' '}
        {snapshot !== null && said.snapshot(sayMoment(snapshot))}
      </p>
      {reasons.length > 0 && (
        <table className="plain-table max-w-xl">
          <thead>
            <tr>
              <th>{said.leftOut}</th>
              <th className="text-right">{said.rows}</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map(([reason, count]) => (
              <tr key={reason}>
                <td>{said.leftReason(reason)}</td>
                <td className="numbers text-right">{sayCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
