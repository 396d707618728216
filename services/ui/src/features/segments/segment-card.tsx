import type { Segment } from '@bora/contracts';
import { sayCount, sayShare, sayTenths } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';
import { segmentColor, segmentNumber } from './segment-colors.ts';

const said = texts.segments;

/** One segment: name, size, what its customers are like, what to do for them. */
export function SegmentCard({ segment }: { segment: Segment }) {
  const { name, customers, share, description, action, profile } = segment;
  const color = segmentColor(segment);
  return (
    <article className="card flex flex-col gap-3" aria-label={name}>
      <div>
        <h2 className="flex gap-2">
          <span
            className="inline-flex h-7 min-w-7 shrink-0 items-center justify-center rounded-full border-3 px-1 text-sm"
            style={{ borderColor: color }}
          >
            {segmentNumber(segment)}
          </span>
          <span className="[overflow-wrap:anywhere]">{name}</span>
        </h2>
        <p className="numbers mt-1 text-soft">{said.size(sayCount(customers), sayShare(share))}</p>
        <div className="mt-1 h-2 overflow-hidden rounded-full bg-sunken" aria-hidden="true">
          <div className="h-full" style={{ width: `${share * 100}%`, background: color }} />
        </div>
      </div>
      <p>{description}</p>
      <div>
        <h3>{said.toDo}</h3>
        <p>{action}</p>
      </div>
      <table className="plain-table numbers mt-auto text-sm">
        <thead>
          <tr>
            <th className="whitespace-normal!">{said.feature}</th>
            <th className="text-right">{said.mean}</th>
            <th className="pr-0! text-right">{said.median}</th>
          </tr>
        </thead>
        <tbody>
          {profile.map((feature) => (
            <tr key={feature.name}>
              <td>{said.featureName(feature.label, feature.unit)}</td>
              <td className="text-right">{sayTenths(feature.mean)}</td>
              <td className="pr-0! text-right">{sayTenths(feature.median)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}
