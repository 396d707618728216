import type { FeatureProfile, Segment, SegmentMember } from '@bora/contracts';
import * as Plot from '@observablehq/plot';
import { useState } from 'react';
import { Figure } from '../../shared/charts/figure.tsx';
import { Choice } from '../../shared/controls/fields.tsx';
import { sayCount, sayTenths } from '../../shared/say-numbers.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { segmentColor, segmentNumber } from './segment-colors.ts';
import { areMembersGone, useMemberSample } from './use-member-sample.ts';

const said = texts.segments;
const height = 420;

interface MemberScatterProps {
  readonly id: string;
  readonly segments: readonly Segment[];
}

/** A sample of customers by two features that a person chooses, coloured by segment. */
export function MemberScatter({ id, segments }: MemberScatterProps) {
  const customers = segments.reduce((sum, segment) => sum + segment.customers, 0);
  const { data: members, error, isError, refetch } = useMemberSample(id, segments);
  const features = segments[0]?.profile ?? [];
  const [chosen, setChosen] = useState({ x: features[0]?.name ?? '', y: features.at(-1)?.name ?? '' });
  const x = features.find(({ name }) => name === chosen.x);
  const y = features.find(({ name }) => name === chosen.y);
  const options = features.map(({ name, label }) => [name, label] as const);
  if (areMembersGone(error)) return <p className="help">{said.membersGone}</p>;
  if (isError) return <Failure error={error} onRetry={() => refetch()} />;
  if (!members) return <Loading />;
  return (
    <>
      <div className="grid max-w-2xl gap-4 sm:grid-cols-2">
        {(['x', 'y'] as const).map((axis) => (
          <Choice
            key={axis}
            label={axis === 'x' ? said.across : said.upwards}
            value={chosen[axis]}
            options={options}
            emptyText={texts.none}
            onChange={(name) => setChosen({ ...chosen, [axis]: name })}
          />
        ))}
      </div>
      {x && y && <Scatter segments={segments} members={members} x={x} y={y} />}
      <p className="help">
        {members.length < customers
          ? said.scatterOf(sayCount(members.length), sayCount(customers))
          : said.scatterAll(sayCount(customers))}
      </p>
    </>
  );
}

interface ScatterProps {
  readonly segments: readonly Segment[];
  readonly members: readonly SegmentMember[];
  readonly x: FeatureProfile;
  readonly y: FeatureProfile;
}

function Scatter({ segments, members, x, y }: ScatterProps) {
  const axes = { x: axisOf(x, segments, members), y: axisOf(y, segments, members) };
  const featureOf = (name: string) => (member: SegmentMember) => member.values[name];
  const middles = segments
    .filter(({ cluster }) => cluster >= 0)
    .map((segment) => ({
      number: segmentNumber(segment),
      x: profileOf(segment, x.name)?.centre,
      y: profileOf(segment, y.name)?.centre,
    }));
  const colors = new Map(segments.map((segment) => [segment.cluster, segmentColor(segment)]));
  return (
    <Figure
      height={height}
      description={said.scatterDescription(x.label, y.label)}
      columns={[said.segment, axes.x.name, axes.y.name]}
      rows={segments.map((segment) => [
        said.numbered(segmentNumber(segment), segment.name),
        sayTenths(profileOf(segment, x.name)?.centre ?? 0),
        sayTenths(profileOf(segment, y.name)?.centre ?? 0),
      ])}
      draw={(width) => ({
        width,
        height,
        marginLeft: 56,
        marginBottom: 40,
        x: { label: axes.x.name, type: axes.x.type, grid: true, nice: true, tickFormat: '~s' },
        y: { label: axes.y.name, type: axes.y.type, grid: true, nice: true, tickFormat: '~s' },
        marks: [
          Plot.dot(members, {
            x: featureOf(x.name),
            y: featureOf(y.name),
            fill: ({ cluster }: SegmentMember) => colors.get(cluster),
            fillOpacity: 0.55,
            r: 3,
          }),
          Plot.text(middles, {
            x: 'x',
            y: 'y',
            text: 'number',
            fontSize: 17,
            fontWeight: 700,
            fill: 'var(--color-ink)',
            stroke: 'var(--color-surface)',
            strokeWidth: 5,
          }),
        ],
      })}
    />
  );
}

function axisOf(feature: FeatureProfile, segments: readonly Segment[], members: readonly SegmentMember[]) {
  const name = said.featureName(feature.label, feature.unit);
  // The layout's scale shows in the centre, which only for a linear feature is the mean.
  const isLinear = segments.every((segment) => {
    const profile = profileOf(segment, feature.name);
    return !profile || Math.abs(profile.centre - profile.mean) <= Math.abs(profile.mean) * 1e-6;
  });
  if (isLinear || members.some(({ values }) => (values[feature.name] ?? 0) <= 0)) {
    return { name, type: 'linear' } as const;
  }
  return { name: said.logarithmic(name), type: 'log' } as const;
}

function profileOf({ profile }: Segment, name: string): FeatureProfile | undefined {
  return profile.find((feature) => feature.name === name);
}
