import type { Batch } from '@bora/contracts';
import { useParams } from 'react-router';
import { ApiError } from '../../shared/api.ts';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { Failure, Loading, Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { BatchProgress } from './batch-progress.tsx';
import { BatchResults } from './batch-results.tsx';
import { ShareBatch } from './share-batch.tsx';
import { useBatch } from './use-batch.ts';

/** One file: its progress while it is scored, then its results. */
export function BatchPage() {
  const { batchId = '' } = useParams();
  const { data: batch, error, isError, isLive, refetch } = useBatch(batchId);
  usePageTitle(batch?.fileName || texts.files.unnamed);
  if (batch) return <KnownBatch batch={batch} isLive={isLive} />;
  if (!isError) return <Loading />;
  if (error instanceof ApiError && error.status === 404) {
    return (
      <Notice kind="warning" title={texts.batch.unknown}>
        {texts.batch.unknownAdvice}
      </Notice>
    );
  }
  return <Failure error={error} onRetry={() => refetch()} />;
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
        <ShareBatch batch={batch} />
      </div>
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
