import { texts } from '../../shared/texts.ts';
import type { ColumnMessage } from './describe-header.ts';

const looks: Record<ColumnMessage['state'], string> = {
  used: 'text-approve',
  ignored: 'text-soft',
  unknown: 'text-decline font-semibold',
  repeated: 'text-decline font-semibold',
  missing: 'text-decline font-semibold',
};

/** One plain sentence for every column of the file, the faults first. */
export function ColumnMessages({ columns }: { columns: readonly ColumnMessage[] }) {
  const hasFault = columns.some(({ state }) => state !== 'used' && state !== 'ignored');
  return (
    <details open={hasFault}>
      <summary className="cursor-pointer text-sm font-medium">{texts.columns.title}</summary>
      <div
        className="mt-2 max-h-96 overflow-auto"
        tabIndex={0}
        role="region"
        aria-label={texts.columns.title}
      >
        <table className="plain-table">
          <thead>
            <tr>
              <th>{texts.columns.column}</th>
              <th>{texts.columns.message}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column, index) => (
              <tr key={index}>
                <td className="[overflow-wrap:anywhere]">
                  <code>{column.name || texts.columns.unnamed}</code>
                </td>
                <td className={looks[column.state]}>{texts.columns[column.state](column.meaning)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
