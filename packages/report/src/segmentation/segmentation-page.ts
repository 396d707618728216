import type { SegmentationLayout, SegmentationSummary, SegmentOutcomes } from '@bora/contracts';
import { barChart } from '../chart/bar-chart.ts';
import type { Chart } from '../chart/chart.ts';
import { intervalChart } from '../chart/interval-chart.ts';
import { lineChart } from '../chart/line-chart.ts';
import { matrixChart } from '../chart/matrix-chart.ts';
import { scatterChart } from '../chart/scatter-chart.ts';
import { formatFigure } from '../figure-format.ts';
import { renderPage, type Section } from '../page/page.ts';

export interface SegmentationPageData {
  readonly file: string;
  readonly layout: SegmentationLayout;
  readonly summary: SegmentationSummary;
  /** A sample of the customers: values of the layout's features in its order, and the segment. */
  readonly sample: readonly { readonly cluster: number; readonly values: readonly number[] }[];
  readonly outcomes: SegmentOutcomes | null;
  readonly footer: string;
}

/** A page about the segments of a file of customers. */
export function renderSegmentationPage(data: SegmentationPageData): string {
  const { file, layout, summary } = data;
  const { segments, quality, cleaning } = summary;
  const found = segments.filter(({ cluster }) => cluster >= 0).length;
  return renderPage({
    title: `Segments of ${file}`,
    lead: `${formatFigure(cleaning.customers, 'count')} customers in ${found} segments. ${quality.choice}`,
    facts: [
      { label: 'Customers', value: formatFigure(cleaning.customers, 'count') },
      { label: 'Segments', value: formatFigure(found, 'count') },
      { label: 'In no segment', value: formatFigure(quality.noiseShare, 'share') },
      { label: 'Silhouette', value: formatFigure(quality.silhouette, 'decimal') },
      { label: 'Stability', value: formatFigure(quality.stability, 'decimal') },
    ],
    sections: [
      segmentsSection(data),
      profileSection(data),
      ...(data.outcomes ? [outcomesSection(data.outcomes)] : []),
      qualitySection(summary),
      cleaningSection(summary, layout),
    ],
    footer: data.footer,
  });
}

function segmentsSection({ summary }: SegmentationPageData): Section {
  return {
    heading: 'The segments',
    charts: [
      barChart({
        title: 'Customers of each segment',
        description: 'Share of all customers.',
        value: { label: 'share of the customers', format: 'share' },
        bars: summary.segments.map((segment) => ({ label: chartName(segment), value: segment.share })),
      }),
    ],
    tables: [
      {
        caption: 'What they are and what to do',
        columns: [
          { heading: 'Segment', format: 'text' },
          { heading: 'Customers', format: 'count' },
          { heading: 'Share', format: 'share' },
          { heading: 'Description', format: 'text' },
          { heading: 'Suggested action', format: 'text' },
        ],
        rows: summary.segments.map(({ name, customers, share, description, action }) => [
          name,
          customers,
          share,
          description,
          action,
        ]),
      },
    ],
  };
}

function profileSection({ layout, summary, sample }: SegmentationPageData): Section {
  const { segments } = summary;
  const used = clusteredPlaces(layout);
  return {
    heading: 'How they differ',
    text: [
      'The place of a segment counts standard deviations from the mean of all customers, on the scale on which the ' +
        'feature is compared: logarithms for amounts.',
    ],
    charts: [
      matrixChart({
        title: 'Place of each segment',
        description: 'Standard deviations above or below the mean of all customers.',
        columns: used.map((place) => layout.features[place]!.label),
        rows: segments.map(chartName),
        values: segments.map(({ profile }) => used.map((place) => profile[place]!.place)),
        value: { label: 'standard deviations', format: 'plain', middle: 0 },
      }),
      ...scatterCharts(layout, summary, sample),
      ...layout.features.map((feature, place) =>
        barChart({
          title: `Mean: ${feature.label}`,
          description: `Mean of the segment${feature.unit === '' ? '' : `, in ${feature.unit}`}.`,
          value: { label: feature.unit || feature.label, format: meanFormat(segments, place) },
          bars: segments.map((segment) => ({
            label: chartName(segment),
            value: segment.profile[place]!.mean,
          })),
        }),
      ),
    ],
    tables: [
      {
        caption: 'Mean and median',
        columns: [
          { heading: 'Feature', format: 'text' },
          { heading: '', format: 'text' },
          ...segments.map(({ name }) => ({ heading: name, format: 'amount' as const })),
        ],
        rows: layout.features.flatMap(({ label, unit }, place) => [
          [
            unit === '' ? label : `${label} (${unit})`,
            'mean',
            ...segments.map(({ profile }) => profile[place]!.mean),
          ],
          ['', 'median', ...segments.map(({ profile }) => profile[place]!.median)],
        ]),
      },
    ],
  };
}

function clusteredPlaces(layout: SegmentationLayout): number[] {
  return layout.features.flatMap(({ use }, place) => (use === 'cluster' ? [place] : []));
}

function meanFormat(segments: SegmentationSummary['segments'], place: number): 'decimal' | 'plain' {
  return segments.every(({ profile }) => Math.abs(profile[place]!.mean) < 10) ? 'decimal' : 'plain';
}

/** Beside an axis there is room for the end of a name, which tells segments of one family apart. */
function chartName({ name, family }: SegmentationSummary['segments'][number]): string {
  if (name === family || !name.startsWith(family)) return name;
  return `${family.slice(0, 5)}… ${name.slice(family.length).replace(/^, /, '')}`;
}

/** The features that make segments, two by two in their order; logarithmic where no sampled value forbids it. */
function scatterCharts(
  layout: SegmentationLayout,
  { segments }: SegmentationSummary,
  sample: SegmentationPageData['sample'],
): Chart[] {
  const used = clusteredPlaces(layout);
  const names = new Map(segments.map(({ cluster, name }) => [cluster, name]));
  const pairs = used.flatMap((x, index) => used.slice(index + 1).map((y) => [x, y] as const)).slice(0, 3);
  const axis = (place: number) => {
    const { label, scale } = layout.features[place]!;
    const isLogarithmic = scale === 'log' && sample.every(({ values }) => values[place]! > 0);
    return { label, format: 'plain' as const, scale: isLogarithmic ? ('log' as const) : ('linear' as const) };
  };
  return pairs.map(([x, y]) =>
    scatterChart({
      title: `${layout.features[x]!.label} and ${layout.features[y]!.label}`,
      description: `${sample.length} customers, coloured by segment.`,
      x: axis(x),
      y: axis(y),
      groups: segments.map(({ name }) => name),
      points: sample.map(({ cluster, values }) => ({
        x: values[x]!,
        y: values[y]!,
        group: names.get(cluster)!,
      })),
    }),
  );
}

function outcomesSection({ segments, total, rows, unmatched }: SegmentOutcomes): Section {
  const known = segments.filter(({ badRate }) => badRate !== null);
  return {
    heading: 'What became of them',
    text: [
      `Of ${formatFigure(rows, 'count')} rows of outcomes, ${formatFigure(unmatched, 'count')} are of customers that the segmented file does not hold. ` +
        'Intervals are of 95 %: where they overlap widely, the segments may not differ.',
    ],
    charts:
      known.length === 0
        ? []
        : [
            intervalChart({
              title: 'Bad rate of each segment',
              description: `With its 95 % interval; ${formatFigure(total.badRate, 'share')} of all are bad.`,
              value: { label: 'bad rate', format: 'share' },
              rows: known.map(({ name, badRate, badRateLow, badRateHigh }) => ({
                label: name,
                value: badRate!,
                low: badRateLow!,
                high: badRateHigh!,
              })),
              marks: [{ x: total.badRate!, label: 'all' }],
            }),
          ],
    tables: [
      {
        caption: 'Segments and outcomes',
        columns: [
          { heading: 'Segment', format: 'text' },
          { heading: 'Customers', format: 'count' },
          { heading: 'With outcome', format: 'count' },
          { heading: 'Bad', format: 'count' },
          { heading: 'Bad rate', format: 'share' },
          { heading: 'from', format: 'share' },
          { heading: 'to', format: 'share' },
          { heading: 'Approved', format: 'share' },
          { heading: 'Mean PD', format: 'decimal' },
          { heading: 'Profit', format: 'amount' },
        ],
        rows: [...segments, { name: 'All', ...total }].map((one) => [
          one.name,
          one.customers,
          one.known,
          one.bad,
          one.badRate,
          one.badRateLow,
          one.badRateHigh,
          one.approvalShare,
          one.meanPd,
          one.profit,
        ]),
      },
    ],
  };
}

function qualitySection({ quality }: SegmentationSummary): Section {
  const sampled =
    quality.curveRows === null
      ? ''
      : ` The curves were made of a sample of ${formatFigure(quality.curveRows, 'count')} customers.`;
  return {
    heading: 'How good they are, and why so many',
    text: [
      `${quality.choice}${sampled} Stability is the mean agreement (adjusted Rand index) with the segments of customers ` +
        'drawn anew: 1 says that the same segments come back, 0 that chance would do as well.',
    ],
    charts: curveCharts(quality),
    tables: [
      {
        caption: 'Quality',
        columns: [
          { heading: 'Figure', format: 'text' },
          { heading: 'Value', format: 'decimal' },
        ],
        rows: [
          ['Silhouette (−1 to 1, greater is better)', quality.silhouette],
          ['Davies–Bouldin (0 is best)', quality.daviesBouldin],
          ['Caliński–Harabasz (greater is better)', quality.calinskiHarabasz],
          ['Stability (0 to 1)', quality.stability],
          ['Inertia', quality.inertia],
          ['BIC (lower is better)', quality.bic],
          ['AIC (lower is better)', quality.aic],
        ],
      },
    ],
  };
}

function curveCharts({ curve, knee }: SegmentationSummary['quality']): Chart[] {
  const wanted = [
    { key: 'inertia', title: 'Elbow: inertia by number of segments', mark: knee },
    { key: 'silhouette', title: 'Silhouette by number of segments', mark: null },
    { key: 'bic', title: 'BIC by number of segments', mark: null },
  ] as const;
  return wanted.flatMap(({ key, title, mark }) => {
    const points = curve.flatMap((point) => (point[key] === null ? [] : [{ x: point.k, y: point[key] }]));
    if (points.length < 2) return [];
    return [
      lineChart({
        title,
        description: mark === null ? 'One fit for each number.' : `The curve bends at ${mark} segments.`,
        x: { label: 'segments', format: 'count' },
        y: { label: key, format: 'plain' },
        series: [{ name: key, points }],
        marks: mark === null ? [] : [{ x: mark, label: 'bend' }],
      }),
    ];
  });
}

function cleaningSection({ cleaning }: SegmentationSummary, layout: SegmentationLayout): Section {
  return {
    heading: 'What was read',
    text: [
      `${layout.title}: ${layout.description}`,
      ...(cleaning.snapshot === null ? [] : [`Recency counts to ${cleaning.snapshot.replace('T', ' ')}.`]),
    ],
    tables: [
      {
        caption: 'Rows',
        columns: [
          { heading: 'What', format: 'text' },
          { heading: 'Rows', format: 'count' },
        ],
        rows: [
          ['read', cleaning.rows],
          ...Object.entries(cleaning.left).map(([reason, rows]) => [`left out: ${reason}`, rows]),
          ['used', cleaning.used],
        ],
      },
    ],
  };
}
