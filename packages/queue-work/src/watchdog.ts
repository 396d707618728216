import type { Queue } from 'bullmq';
import type { Logger } from 'pino';
import type { QueueConsumer } from './queue-consumer.ts';

/** A consumer that takes nothing for so long while jobs wait hangs after a reconnect. */
const silenceMs = 15_000;

/** Replaces a consumer that hangs: one round of looking. */
export function createWatchdog(
  queue: Queue,
  consumer: { current: QueueConsumer },
  startAnother: () => QueueConsumer,
  log: Logger,
): () => Promise<void> {
  let since = Date.now();
  return async () => {
    const waiting = await queue.getWaitingCount();
    if (waiting === 0 || consumer.current.isBusy) since = Date.now();
    if (Date.now() - Math.max(since, consumer.current.lastActiveAtMs) < silenceMs) return;
    log.error({ queue: queue.name, waiting }, 'jobs wait and none is taken; starting the consumer anew');
    const hung = consumer.current;
    consumer.current = startAnother();
    since = Date.now();
    await hung.close(1_000);
  };
}
