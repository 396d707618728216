import type { Batch } from '@bora/contracts';
import { useState } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Button, buttonLook } from '../../shared/controls/button.tsx';
import { texts } from '../../shared/texts.ts';
import { type ColumnId, columnIds, columnsAtFirst, scoreColumns } from './score-columns.tsx';
import { ScoreFilters } from './score-filters.tsx';
import { useScoreSelection } from './score-selection.ts';
import { ScoresTable } from './scores-table.tsx';

const storageKey = 'bora-score-columns';

/** The table of scores with what narrows, orders and exports it. */
export function ScoresPanel({ batch }: { batch: Batch }) {
  const { selection, change } = useScoreSelection();
  const [columns, setColumns] = useState(storedColumns);
  return (
    <div className="space-y-4">
      <ScoreFilters batch={batch} selection={selection} onChange={change} />
      <div className="flex flex-wrap gap-3">
        <a className={buttonLook('main')} href={`/v1/batches/${batch.id}/scores.csv`} download>
          {texts.scores.export}
        </a>
        <ColumnChoice
          columns={columns}
          onChange={(chosen) => {
            setColumns(chosen);
            localStorage.setItem(storageKey, chosen.join(' '));
          }}
        />
      </div>
      <ScoresTable
        batchId={batch.id}
        selection={selection}
        columns={columns}
        onSort={(sort) => change({ sort })}
      />
    </div>
  );
}

interface ColumnChoiceProps {
  readonly columns: readonly ColumnId[];
  onChange(columns: readonly ColumnId[]): void;
}

function ColumnChoice({ columns, onChange }: ColumnChoiceProps) {
  return (
    <MenuTrigger>
      <Button>{texts.scores.columns}</Button>
      <Popover className="min-w-48 rounded-md border border-line bg-surface p-1 shadow-lg">
        <Menu
          aria-label={texts.scores.columns}
          selectionMode="multiple"
          selectedKeys={columns}
          disabledKeys={['applicant']}
          className="outline-none"
          onSelectionChange={(keys) =>
            onChange(columnIds.filter((id) => keys === 'all' || id === 'applicant' || keys.has(id)))
          }
        >
          {columnIds.map((id) => (
            <MenuItem
              key={id}
              id={id}
              textValue={scoreColumns[id].name}
              className="flex cursor-pointer gap-2 rounded px-3 py-1.5 outline-none focus:bg-sunken"
            >
              {({ isSelected }) => (
                <>
                  <span aria-hidden="true" className="w-4">
                    {isSelected ? '✓' : ''}
                  </span>
                  {scoreColumns[id].name}
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function storedColumns(): readonly ColumnId[] {
  const stored = localStorage.getItem(storageKey)?.split(' ');
  return stored ? columnIds.filter((id) => id === 'applicant' || stored.includes(id)) : columnsAtFirst;
}
