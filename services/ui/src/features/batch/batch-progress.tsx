import type { Batch } from '@bora/contracts';
import { useAccount, useMay } from '../../shared/account/use-account.ts';
import { Confirmation } from '../../shared/controls/confirmation.tsx';
import { Progress } from '../../shared/controls/progress.tsx';
import { sayCount, sayDuration } from '../../shared/say-numbers.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { useCancelBatch } from './cancel-batch.ts';

/** Rows done, rate and time left of a file that is being scored, and the way to stop it. */
export function BatchProgress({ batch, isLive }: { batch: Batch; isLive: boolean }) {
  const cancel = useCancelBatch(batch.id);
  const { data: account } = useAccount();
  const needed = batch.owner === account?.id ? 'batch:cancel' : 'batch:cancel-all';
  const mayCancel = useMay(needed);
  const done = batch.rowsScored + batch.rowsRejected;
  const rows = batch.rows ?? 0;
  return (
    <section className="card space-y-3" aria-label={texts.progress.title}>
      <Progress
        label={batch.state === 'uploading' ? texts.progress.uploading : texts.progress.scoring}
        share={rows === 0 ? 0 : done / rows}
        detail={detailOf(batch, done)}
      />
      {batch.rowsRejected > 0 && (
        <p className="text-refer">
          {texts.progress.rejected(batch.rowsRejected, sayCount(batch.rowsRejected))}
        </p>
      )}
      <p className="help">{isLive ? texts.progress.live : texts.progress.asking}</p>
      {cancel.isError && <Failure error={cancel.error} />}
      {mayCancel && (
        <Confirmation
          action={texts.progress.cancel}
          title={texts.progress.cancelTitle}
          look="danger"
          isDisabled={cancel.isPending}
          onConfirm={() => cancel.mutate()}
        >
          {texts.progress.cancelDetail}
        </Confirmation>
      )}
    </section>
  );
}

function detailOf({ rows, rowsPerSecond, secondsLeft }: Batch, done: number): string {
  if (rows === null) return texts.progress.counting;
  const parts = [texts.progress.rows(sayCount(done), sayCount(rows))];
  if (rowsPerSecond === null) parts.push(texts.progress.waiting);
  else parts.push(texts.progress.rate(sayCount(rowsPerSecond)));
  if (secondsLeft !== null) parts.push(texts.progress.left(sayDuration(secondsLeft)));
  return parts.join(' · ');
}
