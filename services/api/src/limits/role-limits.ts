import { Role } from '@bora/contracts';
import { z } from 'zod';

/** A whole number for some roles; where a role has none, what holds for everybody holds. */
export type RoleLimits = Readonly<Partial<Record<Role, number>>>;

const Entry = z.tuple([Role, z.coerce.number().int().min(1)]);

/** `officer:512,analyst:2048`. */
export const RoleLimits = z.string().transform((list, context): RoleLimits => {
  const entries = list.split(',').filter((entry) => entry.trim() !== '');
  const parsed = z
    .array(Entry)
    .safeParse(entries.map((entry) => entry.split(':').map((part) => part.trim())));
  if (parsed.success) return Object.fromEntries(parsed.data);
  context.addIssue({ code: 'custom', message: 'role:number,role:number' });
  return z.NEVER;
});
