import type { RowScore, ScoreOrder } from '@bora/contracts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef, useState } from 'react';
import { sayCount } from '../../shared/say-numbers.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { type ColumnId, scoreColumns } from './score-columns.tsx';
import type { ScoreSelection } from './score-selection.ts';
import { rowsPerPage, useScorePages } from './use-score-pages.ts';

const rowHeight = 42;
/** Taller than this, browsers no longer place things exactly. */
const maximumRows = 300_000;
/** Pages that are only flown over are not read. */
const settleMs = 80;

interface ScoresTableProps {
  readonly batchId: string;
  readonly selection: ScoreSelection;
  readonly columns: readonly ColumnId[];
  onSort(order: ScoreOrder): void;
}

/** The scores of a file: only the rows in view exist, only their pages are read. */
export function ScoresTable({ batchId, selection, columns, onSort }: ScoresTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [pagesInView, setPagesInView] = useState<readonly number[]>([0]);
  const pages = useScorePages(batchId, selection, pagesInView);
  const total = pages.total ?? 0;
  const shown = Math.min(total, maximumRows);
  const virtual = useVirtualizer({
    count: shown,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const rows = virtual.getVirtualItems();
  const firstPage = Math.floor((rows[0]?.index ?? 0) / rowsPerPage);
  const lastPage = Math.floor((rows.at(-1)?.index ?? 0) / rowsPerPage);
  useEffect(() => {
    const settled = setTimeout(
      () => setPagesInView(firstPage === lastPage ? [firstPage] : [firstPage, lastPage]),
      settleMs,
    );
    return () => clearTimeout(settled);
  }, [firstPage, lastPage]);
  useEffect(() => {
    scroller.current?.scrollTo(0, 0);
  }, [selection]);
  const gridTemplateColumns = columns.map(trackOf).join(' ');
  return (
    <div>
      <p className="help numbers mb-2 min-h-6" role="status">
        {pages.total === undefined ? texts.loading : texts.scores.total(total, sayCount(total))}
        {total > maximumRows && ` ${texts.scores.tooMany(sayCount(maximumRows))}`}
      </p>
      {pages.error && <Failure error={pages.error} onRetry={pages.retry} />}
      <div
        ref={scroller}
        className="h-[65dvh] min-h-80 overflow-auto rounded-lg border border-line bg-surface [contain:strict]"
        role="region"
        aria-label={texts.scores.title}
        tabIndex={0}
      >
        <div
          role="table"
          aria-label={texts.scores.title}
          aria-rowcount={total + 1}
          aria-busy={pages.isChanging}
          style={{ minWidth: `${leastWidthRem(columns)}rem` }}
        >
          <TableHead columns={columns} sort={selection.sort} template={gridTemplateColumns} onSort={onSort} />
          <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
            {rows.map(({ index, start }) => (
              <TableRow
                key={index}
                batchId={batchId}
                score={pages.at(index)}
                columns={columns}
                place={index}
                top={start}
                template={gridTemplateColumns}
              />
            ))}
          </div>
        </div>
      </div>
      {pages.total === 0 && <p className="mt-3 text-soft">{texts.scores.nothing}</p>}
    </div>
  );
}

/** A track of a CSS grid. */
function trackOf(id: ColumnId): string {
  const { widthRem, share } = scoreColumns[id];
  return share === undefined ? `${widthRem}rem` : `minmax(${widthRem}rem, ${share}fr)`;
}

/** With the gaps between the columns and the padding of a row. */
function leastWidthRem(columns: readonly ColumnId[]): number {
  return columns.reduce((sum, id) => sum + scoreColumns[id].widthRem + 0.75, 0.75);
}

interface TableHeadProps extends Pick<ScoresTableProps, 'columns' | 'onSort'> {
  readonly sort: ScoreOrder;
  readonly template: string;
}

function TableHead({ columns, sort, template, onSort }: TableHeadProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-sunken">
      <div
        role="row"
        aria-rowindex={1}
        className="grid gap-x-3 border-b border-line px-3 text-sm font-medium"
        style={{ gridTemplateColumns: template }}
      >
        {columns.map((id) => {
          const { name, orders, isNumber } = scoreColumns[id];
          const direction = orders && sortDirection(sort, orders);
          return (
            <div
              key={id}
              role="columnheader"
              aria-sort={direction ?? undefined}
              className={`py-2 ${isNumber ? 'text-right' : ''}`}
            >
              {orders ? (
                <button
                  type="button"
                  className="font-medium"
                  onClick={() => onSort(sort === orders[0] ? orders[1] : orders[0])}
                >
                  {name}
                  <span aria-hidden="true" className="inline-block w-4">
                    {direction === 'ascending' ? '↑' : direction === 'descending' ? '↓' : '↕'}
                  </span>
                </button>
              ) : (
                name
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function sortDirection(sort: ScoreOrder, orders: readonly ScoreOrder[]): 'ascending' | 'descending' | 'none' {
  if (!orders.includes(sort)) return 'none';
  return sort.startsWith('-') ? 'descending' : 'ascending';
}

interface TableRowProps {
  readonly batchId: string;
  readonly score: RowScore | undefined;
  readonly columns: readonly ColumnId[];
  /** In the selection, from 0. */
  readonly place: number;
  /** In pixels from the first row. */
  readonly top: number;
  readonly template: string;
}

const TableRow = memo(({ batchId, score, columns, place, top, template }: TableRowProps) => (
  <div
    role="row"
    aria-rowindex={place + 2}
    className="absolute inset-x-0 grid items-center gap-x-3 border-b border-line px-3 hover:bg-sunken"
    style={{ gridTemplateColumns: template, height: rowHeight, transform: `translateY(${top}px)` }}
  >
    {columns.map((id) => (
      <div
        key={id}
        role="cell"
        className={`min-w-0 ${scoreColumns[id].isNumber ? 'numbers pr-3 text-right' : ''}`}
      >
        {score ? scoreColumns[id].cell(score, batchId) : <span className="text-soft">…</span>}
      </div>
    ))}
  </div>
));
