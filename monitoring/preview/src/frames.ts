/** A question of a panel, as the dashboard writes it. */
export interface Target {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat?: string;
  readonly instant?: boolean;
  readonly format?: string;
}

/** What Prometheus answered: seconds and figures as text, `stepSeconds` apart. */
export interface Answer {
  readonly target: Target;
  readonly stepSeconds: number;
  readonly series: readonly {
    readonly metric: Readonly<Record<string, string>>;
    readonly values: readonly (readonly [number, string])[];
  }[];
}

interface Field {
  name: string;
  type: 'time' | 'number' | 'string';
  config: { interval?: number; displayNameFromDS?: string };
  labels?: Record<string, string>;
  values: (number | string | null)[];
}

/** What Grafana calls a data frame, before any setting of a panel applies to it. */
export interface Frame {
  refId: string;
  name?: string;
  fields: Field[];
  length: number;
}

/**
 * The frames that Grafana's Prometheus data source makes of the answers of a panel: one a series, or one a question where
 * it is asked as a table.
 *
 * @throws where a legend names a label that a series does not have
 */
export function framesOf(answers: readonly Answer[]): Frame[] {
  const tables = answers.filter(({ target }) => target.format === 'table').length;
  return answers.flatMap((answer) =>
    answer.target.format === 'table' ? [tableFrame(answer, tables > 1)] : seriesFrames(answer),
  );
}

function seriesFrames({ target, stepSeconds, series }: Answer): Frame[] {
  return series.map(({ metric, values }) => {
    const name = legendOf(target, metric);
    const points = withGaps(values, stepSeconds);
    return {
      refId: target.refId,
      name,
      length: points.length,
      fields: [
        {
          name: 'Time',
          type: 'time',
          config: { interval: stepSeconds * 1000 },
          values: points.map(([seconds]) => seconds * 1000),
        },
        {
          name: 'Value',
          type: 'number',
          config: { displayNameFromDS: name },
          labels: { ...metric },
          values: points.map(([, figure]) => (figure === null ? null : figureOf(figure))),
        },
      ],
    };
  });
}

/** Where Prometheus has no figure Grafana draws no line. */
function withGaps(
  values: Answer['series'][number]['values'],
  stepSeconds: number,
): (readonly [number, string | null])[] {
  return values.flatMap((point, index) => {
    const [seconds] = values[index - 1] ?? point;
    const missing = Math.max(0, Math.round((point[0] - seconds) / stepSeconds) - 1);
    const gap = Array.from(
      { length: missing },
      (_, step) => [seconds + (step + 1) * stepSeconds, null] as const,
    );
    return [...gap, point];
  });
}

function tableFrame({ target, series }: Answer, isOneOfSeveral: boolean): Frame {
  const labels = [...new Set(series.flatMap(({ metric }) => Object.keys(metric).sort()))];
  const rows = series.flatMap(({ metric, values }) =>
    values.map(([seconds, figure]) => ({ metric, seconds, figure })),
  );
  const ofLabel = (label: string): Field => ({
    name: label,
    type: 'string',
    config: {},
    values: rows.map(({ metric }) => metric[label] ?? ''),
  });
  return {
    refId: target.refId,
    length: rows.length,
    fields: [
      { name: 'Time', type: 'time', config: {}, values: rows.map(({ seconds }) => seconds * 1000) },
      ...labels.map(ofLabel),
      {
        name: isOneOfSeveral ? `Value #${target.refId}` : 'Value',
        type: 'number',
        config: {},
        values: rows.map(({ figure }) => figureOf(figure)),
      },
    ],
  };
}

function legendOf({ expr, legendFormat }: Target, metric: Readonly<Record<string, string>>): string {
  if (!legendFormat) {
    const labels = Object.entries(metric).filter(([label]) => label !== '__name__');
    // As Grafana writes it where a panel says nothing.
    return `${metric.__name__ ?? ''}{${labels.map(([label, value]) => `${label}="${value}"`).join(', ')}}`;
  }
  return legendFormat.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => {
    const value = metric[label];
    if (value === undefined) throw new Error(`the legend names ${label}, which no series has of: ${expr}`);
    return value;
  });
}

function figureOf(text: string): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  if (text === '-Inf') return Number.NEGATIVE_INFINITY;
  return Number(text);
}
