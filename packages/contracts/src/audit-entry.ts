import { z } from 'zod';

/** SHA-256 or HMAC-SHA-256, in hexadecimal digits. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Who acted: a person who signed in, a program with a key, the platform itself, or nobody that it knows. */
export const AuditActor = z.strictObject({
  id: z.string().max(200),
  name: z.string().max(200),
  kind: z.enum(['person', 'key', 'system', 'unknown']),
  roles: z.array(z.string().max(100)).max(50),
});
export type AuditActor = z.infer<typeof AuditActor>;

/** A setting of a policy, a person or a model; never a value of an applicant. */
export const AuditChange = z.strictObject({
  setting: z.string().min(1).max(200),
  from: z.string().max(10_000).nullable(),
  to: z.string().max(10_000).nullable(),
});
export type AuditChange = z.infer<typeof AuditChange>;

/**
 * `begun` stands before an action whose outcome follows in an entry of its own; alone it says that the process died
 * in between. `refused`: the action was not allowed or not possible. `failed`: it broke.
 */
export const AuditOutcome = z.enum(['begun', 'done', 'refused', 'failed']);
export type AuditOutcome = z.infer<typeof AuditOutcome>;

/** What is recorded of an action, before it has its place in the chain. */
export const AuditContent = z.strictObject({
  /** Of the entry itself: the same one is never appended twice. */
  id: z.uuid(),
  at: z.iso.datetime({ precision: 3 }),
  action: z.string().regex(/^[a-z][a-z-]*\.[a-z][a-z-]*$/),
  outcome: AuditOutcome,
  actor: AuditActor,
  /** Network address of the caller. */
  address: z.string().max(100).nullable(),
  userAgent: z.string().max(120).nullable(),
  objectType: z.string().max(50),
  objectId: z.string().max(500).nullable(),
  requestId: z.string().max(100).nullable(),
  /** HMAC of the id by which the lender knows the applicant. */
  subject: sha256.nullable(),
  /** The problem's code, where the action was refused or failed. */
  problem: z.string().max(100).nullable(),
  changes: z.array(AuditChange).max(300),
});
export type AuditContent = z.infer<typeof AuditContent>;

/** One link of the chain. */
export const AuditEntry = AuditContent.extend({
  /** From 1, without gaps. */
  sequence: z.int().min(1),
  /** Hash of the entry before; 64 zeros before the first. */
  previousHash: sha256,
  /** SHA-256 of the canonical form of all the other fields. */
  hash: sha256,
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** The last link: what a copy kept elsewhere proves the chain against. Sequence 0 with 64 zeros is the empty chain. */
export const AuditHead = z.strictObject({ sequence: z.int().min(0), hash: sha256 });
export type AuditHead = z.infer<typeof AuditHead>;

/** The last line of an export. */
export const AuditExportEnd = z.strictObject({ head: AuditHead });

/** A page, newest first. */
export const AuditPage = z.object({
  entries: z.array(AuditEntry),
  /** `before` of the next page; `null` at the end. */
  nextBefore: z.int().nullable(),
});
export type AuditPage = z.infer<typeof AuditPage>;

export const AuditFindingKind = z.enum([
  'changed',
  'removed',
  'inserted',
  'broken-link',
  'cut-off',
  'head-differs',
  'head-forged',
  'anchor-differs',
]);
export type AuditFindingKind = z.infer<typeof AuditFindingKind>;

/** A place where the chain does not hold. */
export const AuditFinding = z.object({
  kind: AuditFindingKind,
  sequence: z.int(),
  text: z.string(),
});
export type AuditFinding = z.infer<typeof AuditFinding>;

/** What the verification of a stretch of the chain found. */
export const AuditVerification = z.object({
  /** Entries that were verified in this stretch. */
  verified: z.int(),
  /** Of the whole chain. */
  entries: z.int(),
  findings: z.array(AuditFinding).describe('The first ones, at most 100'),
  head: AuditHead,
  /** Where the next stretch begins; `null` when the end was reached. */
  next: AuditHead.nullable(),
});
export type AuditVerification = z.infer<typeof AuditVerification>;
