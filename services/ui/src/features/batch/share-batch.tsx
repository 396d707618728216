import { type Batch, BatchSharing } from '@bora/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useAccount } from '../../shared/account/use-account.ts';
import { callApi } from '../../shared/api.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';

/** Lets all colleagues read a file of one's own, or takes that back; of another's it says whether it is shared. */
export function ShareBatch({ batch }: { batch: Batch }) {
  const help = useId();
  const { data: account } = useAccount();
  const queries = useQueryClient();
  const share = useMutation({
    mutationFn: (shared: boolean) =>
      callApi(`/v1/batches/${batch.id}/shared`, BatchSharing, { method: 'PUT', body: { shared } }),
    onSuccess: ({ shared }) => queries.setQueryData<Batch>(['batch', batch.id], { ...batch, shared }),
  });
  if (batch.owner !== account?.id || !account.permissions.includes('batch:share')) {
    return batch.shared ? <p className="help">{texts.batch.isShared}</p> : null;
  }
  return (
    <>
      <label className="flex items-center gap-2 print:hidden">
        <input
          type="checkbox"
          className="size-5 accent-accent"
          checked={share.isPending ? share.variables : batch.shared}
          disabled={share.isPending}
          aria-describedby={batch.trial ? undefined : help}
          onChange={({ target }) => share.mutate(target.checked)}
        />
        {texts.batch.share}
      </label>
      {!batch.trial && (
        <p id={help} className="help print:hidden">
          {texts.batch.shareHelp}
        </p>
      )}
      {share.isError && <Failure error={share.error} />}
    </>
  );
}
