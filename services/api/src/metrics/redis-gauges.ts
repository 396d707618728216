import type { RedisMemory } from '@bora/batch-store';
import { Gauge, type Registry } from 'prom-client';

export interface RedisGauges {
  /** Undefined while Redis does not answer: then its figures are absent, not zero. */
  show(memory: RedisMemory | undefined): void;
}

export function createRedisGauges(registry: Registry): RedisGauges {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const used = gauge('bora_redis_memory_bytes', 'Memory that Redis holds');
  const limit = gauge('bora_redis_memory_limit_bytes', 'Memory from which Redis refuses writes; 0: no limit');
  return {
    show(memory) {
      used.remove();
      limit.remove();
      if (!memory) return;
      used.set(memory.usedBytes);
      limit.set(memory.limitBytes);
    },
  };
}
