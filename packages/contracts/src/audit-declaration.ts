import type { AuditAction } from './audit-action.ts';

/** Why a call leaves no entry. */
export const unauditedReasons = {
  'nobody-in-it': 'Shows settings, figures or states, and nothing of one applicant or customer.',
  'decision-is-the-record': 'One application to be scored: its decision is recorded, with who asked for it.',
  'kept-nowhere': 'Computes from what the call itself brings, and keeps nothing.',
} as const;

export type UnauditedReason = keyof typeof unauditedReasons;

/** What a call says of itself: the action that it is, or why it leaves no entry. */
export type AuditDeclaration = AuditAction | UnauditedReason;
