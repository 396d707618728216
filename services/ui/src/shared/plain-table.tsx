import type { ReactNode } from 'react';

export interface PlainColumn<Row> {
  readonly name: string;
  /** Stands beside the name. */
  readonly mark?: ReactNode;
  readonly look?: keyof typeof looks;
  cell(row: Row): ReactNode;
}

const looks = {
  text: '',
  /** May be long and without a space. */
  name: 'min-w-40 max-w-80 [overflow-wrap:anywhere]',
  number: 'numbers text-right whitespace-nowrap',
  moment: 'whitespace-nowrap',
} as const;

interface PlainTableProps<Row> {
  /** What the table holds, for those who do not see it. */
  readonly label: string;
  readonly columns: readonly PlainColumn<Row>[];
  readonly rows: readonly Row[];
  keyOf(row: Row): string;
}

/** A table that scrolls sideways by itself where it is wider than its place; the first column names the row. */
export function PlainTable<Row>({ label, columns, rows, keyOf }: PlainTableProps<Row>) {
  return (
    <div className="sideways" tabIndex={0} role="region" aria-label={label}>
      <table className="plain-table">
        <thead>
          <tr>
            {columns.map(({ name, mark, look = 'text' }) => (
              <th key={name} className={look === 'number' ? 'text-right' : ''}>
                {name}
                {mark && <> {mark}</>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, look = 'text', cell }) => (
                <td key={name} className={looks[look]}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
