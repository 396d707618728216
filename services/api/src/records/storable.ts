import { type RawBuilder, sql } from 'kysely';

/** Text that PostgreSQL takes: every character but the one with the code 0, and no halves of characters. */
export function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

/** A value as `jsonb`, whose texts are held to the same. */
export function storableJson(value: unknown): RawBuilder<unknown> {
  const json = JSON.stringify(value, (_, held: unknown) =>
    typeof held === 'string' ? storable(held) : held,
  );
  return sql`${json}::jsonb`;
}
