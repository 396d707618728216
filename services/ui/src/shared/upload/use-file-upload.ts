import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { UnreachableError } from '../api.ts';
import { sendFile } from './send-file.ts';

interface FileUpload<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** The api has all of the file. */
  onSent(answer: z.output<Schema>): void;
}

/** Sends a file to a path of the api, telling how much of it is sent; it can be stopped. */
export function useFileUpload<Schema extends z.ZodType>({ schema, onSent }: FileUpload<Schema>) {
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const running = useRef<AbortController>(null);
  const asked = useRef({ path: '', idempotencyKey: '' });
  useEffect(() => () => running.current?.abort(), []);

  async function start(path: string, file: File): Promise<void> {
    const controller = new AbortController();
    running.current = controller;
    if (asked.current.path !== path) asked.current = { path, idempotencyKey: newKey() };
    setFailure(null);
    setShare(0);
    try {
      const answer = await sendFile(path, file, schema, {
        idempotencyKey: asked.current.idempotencyKey,
        signal: controller.signal,
        onProgress: (sentBytes) => setShare(file.size === 0 ? 1 : Math.min(1, sentBytes / file.size)),
      });
      onSent(answer);
    } catch (error) {
      setShare(null);
      // Whether the api had all of it is not known then: the same key finds out.
      if (!(error instanceof UnreachableError)) asked.current = { path: '', idempotencyKey: '' };
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
