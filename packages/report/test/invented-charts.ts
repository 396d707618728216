import {
  barChart,
  type Chart,
  heatMapChart,
  histogramChart,
  intervalChart,
  lineChart,
  matrixChart,
  scatterChart,
} from '@bora/report';

const steps = Array.from({ length: 21 }, (_, step) => step / 20);

/** One chart of each kind, of invented numbers, in which `name` stands wherever a text may. */
export function inventedCharts(name: string): Chart[] {
  const text = (kind: string) => ({ title: `${kind}: ${name}`, description: `Invented numbers of ${name}.` });
  return [
    lineChart({
      ...text('Lines'),
      x: { label: name, format: 'share' },
      y: { label: name, format: 'share', domain: [0, 1] },
      series: [
        { name, points: steps.map((x) => ({ x, y: x ** 0.5, low: x ** 0.7, high: x ** 0.35 })) },
        { name: `${name} two`, style: 'step', points: steps.map((x) => ({ x, y: x ** 2 })) },
        {
          name: `${name} dots`,
          style: 'dots',
          points: steps.map((x) => ({ x, y: x / 2, low: x / 3, high: x })),
        },
        {
          name: 'no skill',
          style: 'guide',
          points: [
            { x: 0, y: 0 },
            { x: 1, y: 1 },
          ],
        },
      ],
      marks: [
        { x: 0.3, label: name },
        { y: 0.8, label: name },
        { x: 0.5, y: 0.5, label: name },
      ],
    }),
    barChart({
      ...text('Bars'),
      value: { label: name, format: 'share' },
      bars: [
        { label: name, value: 0.26, low: 0.2, high: 0.31 },
        { label: name, value: 0.12 },
        { label: 'third', value: -0.05 },
      ],
    }),
    histogramChart({
      ...text('Histogram'),
      x: { label: name, format: 'count' },
      y: { label: name, format: 'count' },
      groups: [name, 'other'].map((group, shift) => ({
        name: group,
        bins: steps.map((x, step) => ({
          from: 400 + step * 10,
          to: 410 + step * 10,
          value: Math.round(9000 * Math.exp(-((x - 0.4 - shift / 5) ** 2) * 20)),
        })),
      })),
    }),
    scatterChart({
      ...text('Scatter'),
      x: { label: name, format: 'amount' },
      y: { label: name, format: 'count', scale: 'log' },
      points: steps.map((x, step) => ({ x: x * 900, y: 10 ** (3 * x), group: `${name} ${step % 4}` })),
      marks: [{ x: 450, y: 100, label: name }],
    }),
    heatMapChart({
      ...text('Heat map'),
      x: { label: name, format: 'share' },
      y: { label: name, format: 'count' },
      value: { label: name, format: 'amount', middle: 0 },
      cells: steps.flatMap((x) => steps.map((y) => ({ x, y: y * 1000, value: 40 * x - 30 * y * y }))),
      contours: [0],
      marks: [{ x: 0.5, y: 300, label: name }],
    }),
    matrixChart({
      ...text('Matrix'),
      columns: [name, 'income', 'age', 'visits'],
      rows: [name, 'prudent savers', 'young spenders'],
      values: [
        [0.1, 0.5, 0.9, null],
        [1, 0.7, 0.3, 0.2],
        [0.4, 0.3, 0.2, 0.1],
      ],
      value: { label: name, format: 'decimal' },
    }),
    intervalChart({
      ...text('Intervals'),
      value: { label: name, format: 'decimal' },
      rows: steps.slice(0, 6).map((x, step) => ({
        label: `${name} ${step}`,
        value: x - 0.1,
        low: x - 0.2,
        high: x + 0.02,
        group: step % 2 === 0 ? name : 'later',
      })),
      marks: [{ x: 0, label: name }],
    }),
  ];
}
