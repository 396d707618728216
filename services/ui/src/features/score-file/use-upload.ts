import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { batchAddress } from '../../shared/addresses.ts';
import { UnreachableError } from '../../shared/api.ts';
import { uploadBatch } from './upload-batch.ts';

/** Sends a file and goes to its page when the api has all of it. */
export function useUpload() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const running = useRef<AbortController>(null);
  const idempotencyKey = useRef('');
  useEffect(() => () => running.current?.abort(), []);

  async function start(file: File): Promise<void> {
    const controller = new AbortController();
    running.current = controller;
    idempotencyKey.current ||= newKey();
    setFailure(null);
    setShare(0);
    try {
      const batch = await uploadBatch({
        file,
        idempotencyKey: idempotencyKey.current,
        signal: controller.signal,
        onProgress: (sentBytes) => setShare(file.size === 0 ? 1 : Math.min(1, sentBytes / file.size)),
      });
      queries.setQueryData(['batch', batch.id], batch);
      queries.invalidateQueries({ queryKey: ['batches'] });
      navigate(batchAddress(batch.id));
    } catch (error) {
      setShare(null);
      // Whether the api had all of it is not known then: the same key finds out.
      if (!(error instanceof UnreachableError)) idempotencyKey.current = '';
      if (!controller.signal.aborted) setFailure(error);
    }
  }

  return { share, failure, start, stop: () => running.current?.abort() };
}

/** `crypto.randomUUID` is absent where the page came without TLS from another machine. */
function newKey(): string {
  const words = crypto.getRandomValues(new Uint32Array(4));
  return [...words].map((word) => word.toString(16).padStart(8, '0')).join('');
}
