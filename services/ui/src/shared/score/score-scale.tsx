import type { PointsScale, Policy } from '@bora/contracts';
import { scoreFromPd } from '@bora/decision';
import * as Plot from '@observablehq/plot';
import { Figure } from '../charts/figure.tsx';
import { texts } from '../texts.ts';

/** Points shown beyond the score and the cut-offs. */
const marginPoints = 45;
const height = 92;

interface ScoreScaleProps {
  readonly score: number;
  readonly scale: PointsScale;
  readonly policy: Policy;
}

/** Where a score stands among the policy's cut-offs: the part of the scale around them. */
export function ScoreScale({ score, scale, policy }: ScoreScaleProps) {
  const approveFrom = scoreFromPd(policy.approveBelow, scale);
  const referFrom = scoreFromPd(policy.declineFrom, scale);
  const from = Math.max(scale.minimum, Math.min(score, referFrom) - marginPoints);
  const to = Math.min(scale.maximum, Math.max(score, approveFrom) + marginPoints);
  const bands = [
    { decision: 'decline', from, to: referFrom },
    { decision: 'refer', from: referFrom, to: approveFrom },
    { decision: 'approve', from: approveFrom, to },
  ] as const;
  return (
    <Figure
      height={height}
      description={texts.scale.description(score, referFrom, approveFrom)}
      columns={[texts.scores.decision, texts.scale.points]}
      rows={bands.map((band) => [texts.decision[band.decision], texts.scale.range(band, scale)])}
      draw={(width) => ({
        width,
        height,
        marginLeft: 16,
        marginRight: 16,
        marginTop: 26,
        marginBottom: 34,
        x: { domain: [from, to], label: null, ticks: width < 400 ? 5 : 10, tickFormat: 'd' },
        y: { axis: null },
        marks: bands
          .filter((band) => band.to > band.from)
          .map((band) =>
            Plot.rectX([band], { x1: 'from', x2: 'to', fill: `var(--color-${band.decision}-soft)` }),
          )
          .concat(
            bands
              .filter((band) => ((band.to - band.from) / (to - from)) * width > 62)
              .map((band) =>
                Plot.text([band], {
                  x: (one: typeof band) => labelPlace(one, score),
                  text: (one: typeof band) => texts.decision[one.decision],
                  fill: `var(--color-${band.decision})`,
                  fontSize: 12,
                }),
              ),
          )
          .concat([
            Plot.ruleX([referFrom, approveFrom], { stroke: 'var(--color-edge)' }),
            Plot.ruleX([score], { stroke: 'var(--color-ink)', strokeWidth: 3 }),
            Plot.text([score], {
              x: (value: number) => value,
              text: (value: number) => String(value),
              frameAnchor: 'top',
              dy: -16,
              fontSize: 14,
              fontWeight: 'bold',
              fill: 'var(--color-ink)',
            }),
          ]),
      })}
    />
  );
}

/** The middle of a band, or of its larger part where the score stands in it. */
function labelPlace({ from, to }: { from: number; to: number }, score: number): number {
  if (score <= from || score >= to) return (from + to) / 2;
  return score - from > to - score ? (from + score) / 2 : (score + to) / 2;
}
