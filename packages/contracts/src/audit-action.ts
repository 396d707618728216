import { z } from 'zod';

/**
 * When an entry of the audit trail is written:
 * - `transaction`: once, in the transaction that changes the database;
 * - `around`: before the action and again with its outcome, because what it changes knows no transaction with the trail;
 * - `scoring`: as `around`, but an absent database does not stop the action: the entries wait and are appended later;
 * - `answer`: once, before the first byte of the answer leaves;
 * - `glance`: as `answer`, but for the same person and thing at most once in a quarter of an hour.
 */
export type AuditMoment = 'transaction' | 'around' | 'scoring' | 'answer' | 'glance';

interface AuditActionTerms {
  /** What the object's id is the id of. */
  readonly object: string;
  readonly moment: AuditMoment;
  readonly text: string;
}

/** Everything that the audit trail records, each under a code that never changes. */
export const auditActions = {
  'batch.upload': { object: 'batch', moment: 'scoring', text: 'Uploaded a file of applicants' },
  'batch.cancel': { object: 'batch', moment: 'around', text: 'Cancelled a file' },
  'batch.view-scores': { object: 'batch', moment: 'glance', text: 'Looked at the scores of a file' },
  'batch.view-rejects': { object: 'batch', moment: 'glance', text: 'Looked at the rejected rows of a file' },
  'batch.download-scores': { object: 'batch', moment: 'answer', text: 'Downloaded the scores of a file' },
  'batch.download-rejects': {
    object: 'batch',
    moment: 'answer',
    text: 'Downloaded the rejected rows of a file',
  },
  'applicant.open': { object: 'applicant', moment: 'answer', text: 'Opened the values of an applicant' },
  'applicant.what-if': {
    object: 'applicant',
    moment: 'glance',
    text: 'Asked what would change the decision on an applicant',
  },
  'score.view': { object: 'score', moment: 'glance', text: 'Looked at the score of an application' },
  'score.what-if': {
    object: 'score',
    moment: 'glance',
    text: 'Asked what would change the decision on an application',
  },
  'decision.search': { object: 'decision', moment: 'glance', text: 'Searched the record of decisions' },
  'decision.view': { object: 'decision', moment: 'glance', text: 'Looked at a recorded decision' },
  'model.promote': { object: 'model', moment: 'around', text: 'Made a version of a model the champion' },
  'policy.create': { object: 'policy', moment: 'around', text: 'Stored a version of a policy' },
  'simulation.start': { object: 'simulation', moment: 'around', text: 'Started a simulation' },
  'segmentation.upload': { object: 'segmentation', moment: 'around', text: 'Uploaded a file of customers' },
  'segmentation.cancel': { object: 'segmentation', moment: 'around', text: 'Cancelled a segmentation' },
  'segmentation.view-members': {
    object: 'segmentation',
    moment: 'glance',
    text: 'Looked at the customers of a segmentation',
  },
  'segmentation.download-members': {
    object: 'segmentation',
    moment: 'answer',
    text: 'Downloaded the customers of a segmentation',
  },
  'customers.save': { object: 'customers', moment: 'around', text: 'Saved customers' },
  'customers.view': { object: 'customers', moment: 'glance', text: 'Looked at the saved customers' },
  'decision.claim': { object: 'decision', moment: 'transaction', text: 'Took a decision to work on' },
  'decision.release': { object: 'decision', moment: 'transaction', text: 'Gave a decision back' },
  'decision.override': {
    object: 'decision',
    moment: 'transaction',
    text: 'Decided otherwise, or proposed to',
  },
  'decision.confirm': {
    object: 'decision',
    moment: 'transaction',
    text: "Confirmed or refused somebody else's override",
  },
  'decision.note': { object: 'decision', moment: 'transaction', text: 'Wrote a note on a decision' },
  'decision.request-review': {
    object: 'decision',
    moment: 'transaction',
    text: "Recorded an applicant's request for review by a person",
  },
  'decision.view-work': {
    object: 'decision',
    moment: 'glance',
    text: 'Looked at what people did about a decision',
  },
  'referral.view': {
    object: 'referral',
    moment: 'glance',
    text: 'Looked at the queue of referred decisions',
  },
  'override.report': { object: 'override', moment: 'glance', text: 'Looked at the report of overrides' },
  'notice.issue': { object: 'decision', moment: 'transaction', text: 'Issued a notice to an applicant' },
  'notice.view': { object: 'decision', moment: 'answer', text: 'Opened a notice to an applicant' },
  'notice.view-due': { object: 'notice', moment: 'glance', text: 'Looked at the notices that are due' },
  'applicant.export': {
    object: 'applicant',
    moment: 'answer',
    text: 'Exported all that is recorded about an applicant',
  },
  'applicant.erase': { object: 'erasure', moment: 'around', text: "Asked for an applicant's erasure" },
  'applicant.view-erasure': {
    object: 'erasure',
    moment: 'glance',
    text: 'Looked at what an erasure has done',
  },
  'applicant.erased': {
    object: 'erasure',
    moment: 'transaction',
    text: 'Carried out, or refused, an erasure that was asked for',
  },
  'hold.place': { object: 'hold', moment: 'around', text: 'Placed a legal hold' },
  'hold.release': { object: 'hold', moment: 'around', text: 'Released a legal hold' },
  'hold.view': { object: 'hold', moment: 'glance', text: 'Looked at the legal holds' },
  'outcome.add': { object: 'outcome', moment: 'around', text: 'Uploaded what became of applicants' },
  'batch.share': { object: 'batch', moment: 'around', text: 'Shared a file with others, or took that back' },
  'session.begin': { object: 'session', moment: 'answer', text: 'Signed in' },
  'session.end': { object: 'session', moment: 'around', text: 'Signed out' },
  'person.add': { object: 'person', moment: 'around', text: 'Added a person' },
  'person.change': {
    object: 'person',
    moment: 'around',
    text: 'Changed a role, disabled or enabled a person',
  },
  'person.reset-password': { object: 'person', moment: 'around', text: 'Gave a person a new password' },
  'person.change-password': { object: 'session', moment: 'around', text: 'Changed the own password' },
  'key.make': { object: 'key', moment: 'around', text: 'Made an API key' },
  'key.revoke': { object: 'key', moment: 'around', text: 'Revoked an API key' },
  'audit.view': { object: 'audit', moment: 'glance', text: 'Looked at the audit trail' },
  'audit.verify': { object: 'audit', moment: 'glance', text: 'Verified the audit trail' },
  'audit.export': { object: 'audit', moment: 'answer', text: 'Exported the audit trail' },
  'retention.remove-decisions': {
    object: 'retention',
    moment: 'transaction',
    text: 'Removed decisions that had reached their term',
  },
  'retention.remove-runs': {
    object: 'retention',
    moment: 'transaction',
    text: 'Removed simulations, segmentations and saved customers that had reached their term',
  },
  'retention.remove-rows': {
    object: 'batch',
    moment: 'transaction',
    text: 'Removed rows of a file that belong to nobody who could ask for them',
  },
  'retention.end-batch': {
    object: 'batch',
    moment: 'transaction',
    text: 'Removed what was given for a file at the end of its term, but for rows on hold',
  },
  'audit.head-forged': {
    object: 'audit',
    moment: 'transaction',
    text: 'Found a head of the audit trail that no api with this key wrote',
  },
} as const satisfies Record<string, AuditActionTerms>;

export type AuditAction = keyof typeof auditActions;
export const AuditAction = z.enum(Object.keys(auditActions) as [AuditAction, ...AuditAction[]]);

/** What the platform itself records before it appends to a chain whose head it did not seal. */
export const forgedHeadAction = 'audit.head-forged' satisfies AuditAction;

export function auditMoment(action: AuditAction): AuditMoment {
  return auditActions[action].moment;
}
