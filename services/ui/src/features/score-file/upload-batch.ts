import { Batch } from '@bora/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { batchAddress } from '../../shared/addresses.ts';
import { useFileUpload } from '../../shared/upload/use-file-upload.ts';

/** Sends a file to be scored, as a trial or not, and goes to its page when the api has all of it. */
export function useUploadBatch() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const upload = useFileUpload({
    schema: Batch,
    onSent: (batch) => {
      queries.setQueryData(['batch', batch.id], batch);
      queries.invalidateQueries({ queryKey: ['batches'] });
      navigate(batchAddress(batch.id));
    },
  });
  const start = (file: File, isTrial: boolean) =>
    upload.start(isTrial ? '/v1/batches?trial=true' : '/v1/batches', file);
  return { ...upload, start };
}
