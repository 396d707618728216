import type { ReactNode } from 'react';

interface PlainRowsProps {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

/** A table that scrolls by itself where the page is narrow. */
export function PlainRows({ label, columns, rows }: PlainRowsProps) {
  return (
    <section className="sideways" tabIndex={0} aria-label={label}>
      <table className="plain-table numbers">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                <td key={columns[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
