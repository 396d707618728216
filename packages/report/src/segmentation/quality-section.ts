import type { SegmentationSummary } from '@bora/contracts';
import type { Chart } from '../chart/chart.ts';
import { lineChart } from '../chart/line-chart.ts';
import { formatFigure } from '../figure-format.ts';
import type { Section } from '../page/page.ts';

/** How good the segments are, and why there are so many. */
export function qualitySection({ quality }: SegmentationSummary): Section {
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
