import { type AuditFinding, type AuditHead, AuditVerification } from '@bora/contracts';
import type { ApiClient } from '../score/api-client.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { VerifiedTrail } from './verify-file.ts';

const entriesOfStretch = 2_000;

/** Verifies the trail of an api, stretch by stretch. */
export async function verifyRunning(
  terminal: Terminal,
  api: ApiClient,
  anchor: AuditHead | undefined,
): Promise<VerifiedTrail> {
  let next: AuditHead | null = null;
  let verified = 0;
  const findings: AuditFinding[] = [];
  const first = await verificationOf(api, { limit: 1 }, terminal.signal);
  const progress = startProgress(terminal, { label: 'Verifying', total: first.entries, unit: 'entries' });
  try {
    for (;;) {
      const isFirst: boolean = verified === 0;
      const stretch: AuditVerification = await verificationOf(
        api,
        {
          limit: entriesOfStretch,
          ...(next ? { after: next.sequence, afterHash: next.hash } : {}),
          ...(isFirst && anchor ? { anchor: anchor.sequence, anchorHash: anchor.hash } : {}),
        },
        terminal.signal,
      );
      verified += stretch.verified;
      findings.push(...stretch.findings);
      progress.update(Math.min(verified, first.entries));
      next = stretch.next;
      if (!next) return { verified, head: stretch.head, findings };
    }
  } finally {
    progress.stop();
  }
}

export function verificationOf(
  api: ApiClient,
  query: Readonly<Record<string, string | number>>,
  signal: AbortSignal,
): Promise<AuditVerification> {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) text.set(name, String(value));
  return api.get(`v1/audit/verification?${text}`, AuditVerification, signal);
}
