export { type AuditKeys, auditKeys, derivedSubjectKey, subjectHash } from './audit-keys.ts';
export { canonicalJson } from './canonical-json.ts';
export { appendEntry, entryHash, genesis } from './chain.ts';
export { type ChainVerifier, verifyChain } from './verify-chain.ts';
