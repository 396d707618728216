import type { ReactNode } from 'react';

export interface BareTableProps {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** Of four columns, the last of which stands below the others where the page is narrow. */
  readonly isStacked?: boolean;
}

/** A head and rows of cells, numbers under each other. */
export function BareTable({ columns, rows, isStacked = false }: BareTableProps) {
  return (
    <table className={`plain-table numbers ${isStacked ? 'stacked' : ''}`}>
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
  );
}
