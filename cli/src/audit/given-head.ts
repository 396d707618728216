import { AuditHead } from '@bora/contracts';
import { CliError } from '../terminal/cli-error.ts';

/** `sequence:hash`, as `bora audit export` prints it. Throws `CliError`. */
export function parseHead(text: string): AuditHead {
  const [sequence, hash] = text.trim().split(':');
  const head = AuditHead.safeParse({ sequence: Number(sequence || 'none'), hash });
  if (head.success) return head.data;
  throw new CliError('--head is not a head: it looks like 1234:9f86d0…, a number and 64 hexadecimal digits.');
}
