import { AuditVerification } from '@bora/contracts';
import type { Invariant } from './evidence.ts';

export const auditWhole: Invariant = {
  name: 'the chain of who did what verifies',
  async check({ client, ledger }) {
    const { text } = await client.ask('/v1/audit/verification');
    const { findings, entries } = AuditVerification.parse(JSON.parse(text));
    const wrong = findings.map((finding) => JSON.stringify(finding));
    if (entries < ledger.files.length) wrong.push(`${entries} entries for ${ledger.files.length} files`);
    return wrong;
  },
};
