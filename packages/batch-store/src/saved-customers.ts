import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { type PayloadCipher, payloadContext } from './payload-cipher.ts';
import { runScript, script } from './run-script.ts';

/** Customers that are kept at most. */
export const savedCustomersMaximum = 100_000;

const field = 'customer';

const saveScript = script(`
if redis.call('XLEN', KEYS[1]) + #ARGV - 2 > tonumber(ARGV[1]) then return 0 end
for index = 3, #ARGV do redis.call('XADD', KEYS[1], '*', '${field}', ARGV[index]) end
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1`);

/** Keeps customers, each sealed, all or none; they expire `keptSeconds` after the last saving. False: no room. */
export async function saveCustomers(
  redis: Redis,
  cipher: PayloadCipher,
  customers: readonly unknown[],
  keptSeconds: number,
): Promise<boolean> {
  const sealed = customers.map((customer) =>
    cipher.seal(Buffer.from(JSON.stringify(customer)), payloadContext.savedCustomer),
  );
  const limits = [savedCustomersMaximum, keptSeconds];
  return (await runScript(redis, saveScript, [redisKeys.savedCustomers], [...limits, ...sealed])) === 1;
}

const Entries = z.array(
  z.tuple([z.instanceof(Buffer), z.tuple([z.instanceof(Buffer), z.instanceof(Buffer)])]),
);

/**
 * Kept customers in the order of saving, from the one after `after`; `next` goes into the next call, null at the end.
 */
export async function readSavedCustomers(
  redis: Redis,
  cipher: PayloadCipher,
  limit: number,
  after?: string,
): Promise<{ customers: unknown[]; next: string | null }> {
  const from = after === undefined ? '-' : `(${after}`;
  const reply = await redis.callBuffer('XRANGE', redisKeys.savedCustomers, from, '+', 'COUNT', limit);
  const entries = Entries.parse(reply);
  const last = entries.at(-1)?.[0].toString();
  return {
    customers: entries.map(([, [, sealed]]) =>
      JSON.parse(cipher.open(sealed, payloadContext.savedCustomer).toString()),
    ),
    next: entries.length === limit ? (last ?? null) : null,
  };
}
