import { z } from 'zod';
import { ProfileId } from './compliance-profile.ts';
import { DecisionId } from './recorded-decision.ts';

const text = z.string().min(1);

/** A notice of adverse action as data: `notices/<profile>.<version>.json`. A version that was issued never changes. */
export const NoticeTemplate = z.strictObject({
  profile: ProfileId,
  version: z.int().min(1),
  language: text,
  /** Days from the decision within which it is to be sent, and what says so. */
  daysToSend: z.int().min(1),
  daysSource: text,
  title: text,
  labels: z.strictObject({
    creditor: text,
    applicant: text,
    reference: text,
    decided: text,
    issued: text,
    draft: text,
  }),
  /** `{creditorName}`, `{creditorAddress}` and `{agency}` are filled in, here and in the sections. */
  opening: z.array(text).min(1),
  reasonsTitle: text,
  /** `notices/wordings/<wording>.json`: the reasons in the template's language; absent: as schema and policy say them. */
  wording: z
    .string()
    .regex(/^[a-z]{2}\.\d+$/)
    .optional(),
  sections: z.array(z.strictObject({ title: text, paragraphs: z.array(text).min(1) })),
  /** Settings without which it cannot be issued. */
  needs: z.array(z.enum(['CREDITOR_NAME', 'CREDITOR_ADDRESS', 'CREDITOR_AGENCY'])),
});
export type NoticeTemplate = z.infer<typeof NoticeTemplate>;

/** Reasons in a language, by their codes: `notices/wordings/<language>.<version>.json`. One that was issued never changes. */
export const ReasonWording = z.strictObject({
  language: z.string().length(2),
  version: z.int().min(1),
  /** Of variables of schemas. */
  reasons: z.record(z.string(), text),
  /** Of `overrides/reasons.json`. */
  overrides: z.record(z.string(), text),
});
export type ReasonWording = z.infer<typeof ReasonWording>;

/** A notice that was issued. */
export const Notice = z.strictObject({
  id: z.uuid(),
  decisionId: DecisionId,
  profile: ProfileId,
  version: z.int(),
  issuedAt: z.iso.datetime(),
  issuedBy: z.string(),
});
export type Notice = z.infer<typeof Notice>;

/** A declined decision that asks for a notice. */
export const NoticeItem = z.strictObject({
  decisionId: DecisionId,
  applicantId: z.string().nullable(),
  decidedAt: z.iso.datetime(),
  /** Until the notice has to be sent; negative: overdue. */
  daysLeft: z.int(),
  /** Null: it is due. */
  issuedAt: z.iso.datetime().nullable(),
});
export type NoticeItem = z.infer<typeof NoticeItem>;

/** What is due, most urgent first; what was issued, last decided first. */
export const NoticeList = z.strictObject({
  /** `null`: the compliance profile knows no notice. */
  daysToSend: z.int().nullable(),
  /** Settings that are missing for issuing one. */
  missing: z.array(z.string()),
  /** All that are due, whatever was searched for, and those of them that are late. */
  due: z.int(),
  overdue: z.int(),
  notices: z.array(NoticeItem),
  nextCursor: z.string().nullable(),
});
export type NoticeList = z.infer<typeof NoticeList>;
