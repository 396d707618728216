import type { SegmentationQuality } from '@bora/contracts';
import { sayFigure, sayShare } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.segments;
const measures = ['silhouette', 'stability', 'daviesBouldin', 'calinskiHarabasz'] as const;

/** What measures how clear and how stable the segments are; a measure that is not defined is left empty. */
export function SegmentQuality({ quality }: { quality: SegmentationQuality }) {
  return (
    <dl className="numbers grid gap-x-8 gap-y-1 md:grid-cols-2">
      {measures.map((name) => {
        const value = quality[name];
        return (
          <Measure
            key={name}
            name={said.measures[name]}
            value={value === null ? texts.none : sayFigure(value)}
          />
        );
      })}
      <Measure name={said.noise} value={sayShare(quality.noiseShare)} />
    </dl>
  );
}

function Measure({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-soft">{name}</dt>
      <dd className="font-semibold">{value}</dd>
    </div>
  );
}
