import type { Batch } from '@bora/contracts';
import { useParams } from 'react-router';
import { Answered } from '../../shared/answered.tsx';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { TrialMark } from '../../shared/trial-mark.tsx';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { BatchProgress } from './batch-progress.tsx';
import { BatchResults } from './batch-results.tsx';
import { SentBefore } from './sent-before.tsx';
import { ShareBatch } from './share-batch.tsx';
import { useBatch } from './use-batch.ts';

/** One file: its progress while it is scored, then its results. */
export function BatchPage() {
  const { batchId = '' } = useParams();
  const query = useBatch(batchId);
  usePageTitle(query.data?.fileName || texts.files.unnamed);
  return (
    <Answered query={query} unknown={{ title: texts.batch.unknown, advice: texts.batch.unknownAdvice }}>
      {(batch) => <KnownBatch batch={batch} isLive={query.isLive} />}
    </Answered>
  );
}

function KnownBatch({ batch, isLive }: { batch: Batch; isLive: boolean }) {
  const isRunning = batch.state === 'uploading' || batch.state === 'scoring';
  return (
    <div className="space-y-5">
      <div>
        <h1 className="[overflow-wrap:anywhere]">{batch.fileName || texts.files.unnamed}</h1>
        <p className="help">
          {texts.batch.scoredWith(batch.model, batch.policy, sayMoment(batch.endedAt ?? batch.createdAt))}
        </p>
        {batch.trial && (
          <p className="help my-1">
            <TrialMark /> {texts.batch.trial}
          </p>
        )}
        <ShareBatch batch={batch} />
      </div>
      {batch.sameFileAs && <SentBefore earlier={batch.sameFileAs} isRunning={isRunning} />}
      {isRunning && <BatchProgress batch={batch} isLive={isLive} />}
      {batch.state === 'failed' && (
        <Notice kind="error" title={texts.batch.failed}>
          {batch.failure?.message}
        </Notice>
      )}
      {batch.state === 'cancelled' && (
        <Notice kind="warning" title={texts.batch.cancelled}>
          {texts.batch.cancelledDetail(sayCount(batch.rowsScored), sayCount(batch.rows ?? 0))}
        </Notice>
      )}
      {!isRunning && batch.state !== 'failed' && <BatchResults batch={batch} />}
    </div>
  );
}
