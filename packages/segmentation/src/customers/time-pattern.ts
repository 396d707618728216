const fields = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<shortYear>\\d{2})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
} as const;

/** Two-digit years from 70 on belong to the last century. */
const firstShortYear = 70;

export type TimeReader = (text: string) => number | null;

/**
 * Reader of times written in one of the patterns, such as `yyyy-MM-dd HH:mm:ss` or `yyMMdd`: milliseconds since 1970
 * as if the clock were UTC, or null for a text that fits none or a day that no calendar has.
 */
export function timeReader(patterns: readonly string[]): TimeReader {
  const expressions = patterns.map(expressionOf);
  return (text) => {
    for (const expression of expressions) {
      const groups = expression.exec(text)?.groups;
      if (groups) return timeOf(groups);
    }
    return null;
  };
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/yyyy|yy|MM|M|dd|d|HH|H|mm|ss/g, (name) => fields[name as keyof typeof fields]);
  return new RegExp(`^${source}$`);
}

function timeOf(groups: Readonly<Record<string, string | undefined>>): number | null {
  const read = (name: string, otherwise: number) => Number(groups[name] ?? otherwise);
  const short = read('shortYear', 0);
  const year = groups.year === undefined ? short + (short < firstShortYear ? 2000 : 1900) : read('year', 0);
  const [month, day] = [read('month', 1), read('day', 1)];
  const [hour, minute, second] = [read('hour', 0), read('minute', 0), read('second', 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : null;
}
