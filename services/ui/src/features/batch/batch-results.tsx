import type { Batch } from '@bora/contracts';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { sayCount } from '../../shared/say-numbers.ts';
import { Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { BatchSummaryTiles } from './batch-summary-tiles.tsx';
import { RejectsPanel } from './rejects-panel.tsx';
import { ScoresPanel } from './scores-panel.tsx';
import { useErasedCount } from './use-erased-count.ts';

const tabLook = ({ isSelected }: { isSelected: boolean }) =>
  `cursor-pointer border-b-3 px-4 py-2 text-sm font-medium ${isSelected ? 'border-accent text-ink' : 'border-transparent text-soft hover:text-ink'}`;

/** What came out of a file: in sum, row by row, and what was rejected. */
export function BatchResults({ batch }: { batch: Batch }) {
  const erased = useErasedCount(batch);
  return (
    <div className="space-y-5">
      <BatchSummaryTiles batch={batch} />
      {erased > 0 && <Notice kind="info" title={texts.results.erased(erased, sayCount(erased))} />}
      <Tabs defaultSelectedKey={batch.rowsScored === 0 && batch.rowsRejected > 0 ? 'rejects' : 'scores'}>
        <TabList aria-label={texts.results.tabs} className="flex border-b border-line">
          <Tab id="scores" className={tabLook}>
            {texts.results.scores(sayCount(batch.rowsScored - erased))}
          </Tab>
          <Tab id="rejects" className={tabLook}>
            {texts.results.rejects(sayCount(batch.rowsRejected))}
          </Tab>
        </TabList>
        <TabPanel id="scores" className="pt-4">
          <ScoresPanel batch={batch} />
        </TabPanel>
        <TabPanel id="rejects" className="pt-4">
          <RejectsPanel batch={batch} />
        </TabPanel>
      </Tabs>
    </div>
  );
}
