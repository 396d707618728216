import { redisKeys } from '@bora/contracts';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { type PayloadCipher, payloadContext } from './payload-cipher.ts';
import { runScript, script } from './run-script.ts';

/** Customers that are kept at most. */
export const savedCustomersMaximum = 100_000;

const field = 'customer';

const saveScript = script(`
if redis.call('XLEN', KEYS[1]) + #ARGV - 3 > tonumber(ARGV[1]) then return 0 end
for index = 4, #ARGV do redis.call('XADD', KEYS[1], '*', '${field}', ARGV[index], 'owner', ARGV[3]) end
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1`);

/** Keeps customers of an owner, each sealed, all or none; they expire `keptSeconds` after the last saving. False: no room. */
export async function saveCustomers(
  redis: Redis,
  cipher: PayloadCipher,
  owner: string,
  customers: readonly unknown[],
  keptSeconds: number,
): Promise<boolean> {
  const sealed = customers.map((customer) =>
    cipher.seal(Buffer.from(JSON.stringify(customer)), payloadContext.savedCustomer),
  );
  const limits = [savedCustomersMaximum, keptSeconds, owner];
  return (await runScript(redis, saveScript, [redisKeys.savedCustomers], [...limits, ...sealed])) === 1;
}

const Entries = z.array(
  z.tuple([
    z.instanceof(Buffer),
    z.tuple([z.instanceof(Buffer), z.instanceof(Buffer)]).rest(z.instanceof(Buffer)),
  ]),
);
const entriesAtOnce = 1_000;

/**
 * Kept customers in the order of saving, from the one after `after`, of all owners or of one; `next` goes into the next
 * call, null at the end.
 */
export async function readSavedCustomers(
  redis: Redis,
  cipher: PayloadCipher,
  { limit, after, owner }: { limit: number; after?: string | undefined; owner?: string | undefined },
): Promise<{ customers: unknown[]; next: string | null }> {
  const customers: unknown[] = [];
  let from = after;
  for (;;) {
    const entries = await readEntries(redis, from);
    for (const [id, [, sealed, , ownedBy]] of entries) {
      from = id.toString();
      if (owner !== undefined && ownedBy?.toString() !== owner) continue;
      customers.push(JSON.parse(cipher.open(sealed, payloadContext.savedCustomer).toString()));
      if (customers.length === limit) return { customers, next: from };
    }
    if (entries.length < entriesAtOnce) return { customers, next: null };
  }
}

async function readEntries(redis: Redis, after: string | undefined): Promise<z.infer<typeof Entries>> {
  const from = after === undefined ? '-' : `(${after}`;
  const reply = await redis.callBuffer('XRANGE', redisKeys.savedCustomers, from, '+', 'COUNT', entriesAtOnce);
  return Entries.parse(reply);
}
