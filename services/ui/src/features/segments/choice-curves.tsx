import type { SegmentationAlgorithm, SegmentationQuality } from '@bora/contracts';
import * as Plot from '@observablehq/plot';
import { Figure } from '../../shared/charts/figure.tsx';
import { sayCount, sayFigure, sayTick } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.segments;
const height = 220;
const charts = [
  { measure: 'inertia', title: said.elbow, about: said.elbowDescription, name: said.inertia },
  {
    measure: 'silhouette',
    title: said.silhouette,
    about: said.silhouetteDescription,
    name: said.silhouetteName,
  },
  { measure: 'bic', title: said.bic, about: said.bicDescription, name: said.bicName },
] as const;

interface ChoiceCurvesProps {
  readonly algorithm: SegmentationAlgorithm;
  readonly quality: SegmentationQuality;
  /** Segments that were made. */
  readonly made: number;
}

/** Elbow and silhouette: what other numbers of segments would have been worth. */
export function ChoiceCurves({ algorithm, quality, made }: ChoiceCurvesProps) {
  const { curve, curveRows, knee, choice } = quality;
  const drawn = charts.filter(({ measure }) => pointsOf(curve, measure).length > 1);
  return (
    <>
      <p>{choice}</p>
      {drawn.length === 0 && <p className="help">{said.noCurve[algorithm]}</p>}
      {drawn.length > 0 && (
        <p className="help">
          {said.chosen(sayCount(made))} {knee !== null && said.knee(sayCount(knee))}{' '}
          {curveRows !== null && said.curveRows(sayCount(curveRows))}
        </p>
      )}
      <div className="grid gap-6 lg:grid-cols-2">
        {drawn.map(({ measure, title, about, name }) => (
          <Curve
            key={measure}
            points={pointsOf(curve, measure)}
            title={title}
            about={about}
            name={name}
            made={made}
          />
        ))}
      </div>
    </>
  );
}

interface CurveProps {
  readonly points: readonly Point[];
  readonly title: string;
  readonly about: string;
  readonly name: string;
  readonly made: number;
}

function Curve({ points, title, about, name, made }: CurveProps) {
  const color = 'var(--color-accent)';
  return (
    <div>
      <h3 className="mb-2">{title}</h3>
      <Figure
        height={height}
        description={about}
        columns={[said.segmentCount, name]}
        rows={points.map(({ k, value }) => [sayCount(k), sayFigure(value)])}
        draw={(width) => ({
          width,
          height,
          marginLeft: 52,
          marginBottom: 36,
          x: { label: said.segmentCount, ticks: points.map(({ k }) => k), tickFormat: 'd' },
          y: { label: name, grid: true, nice: true, tickFormat: sayTick },
          marks: [
            Plot.ruleX([made], { stroke: 'var(--color-ink)', strokeDasharray: '4 3' }),
            Plot.lineY(points, { x: 'k', y: 'value', stroke: color, strokeWidth: 2 }),
            Plot.dot(points, { x: 'k', y: 'value', fill: color, r: 3.5 }),
          ],
        })}
      />
    </div>
  );
}

interface Point {
  readonly k: number;
  readonly value: number;
}

function pointsOf(curve: SegmentationQuality['curve'], measure: (typeof charts)[number]['measure']): Point[] {
  return curve.flatMap(({ k, [measure]: value }) => (value === null ? [] : [{ k, value }]));
}
