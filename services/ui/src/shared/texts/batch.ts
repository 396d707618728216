import type { BatchState, ModelReference, PolicyReference, RejectCode, WarningCode } from '@bora/contracts';

const warning: Record<WarningCode, string> = {
  'unreadable-value': 'A value could not be read',
  'invalid-encoding': 'A value is not UTF-8 text',
  'out-of-bounds': 'A number is outside plausible bounds',
  'unknown-category': 'A code is not in the list',
  'unseen-category': 'A code was not seen in training',
  'outside-trained-range': 'A number is outside the trained range',
  'many-missing': 'Many values are missing',
};

const rejectCode: Record<RejectCode, string> = {
  'wrong-field-count': 'Wrong number of fields.',
  'missing-id': 'The application number is missing.',
  'chunk-failed': 'The row could not be scored.',
};

const batchState: Record<BatchState, string> = {
  uploading: 'Uploading',
  scoring: 'Being scored',
  completed: 'Scored',
  failed: 'Refused',
  cancelled: 'Cancelled',
};

/** Scored files. */
export const batchTexts = {
  batchState,
  warning,
  warningOf: (warning: string, labels: readonly string[]) =>
    labels.length > 0 ? `${warning}: ${labels.join(', ')}` : warning,
  rejectCode,
  files: {
    title: 'Files',
    introduction:
      'Everything that was uploaded and is still kept, newest first. Nobody is decided about by a trial: its scores are for looking at and expire.',
    name: 'File',
    unnamed: 'Unnamed file',
    trial: 'Trial, not recorded',
    state: 'State',
    scored: 'Scored',
    rejected: 'Rejected',
    uploaded: 'Uploaded',
    more: 'Show more',
  },
  batch: {
    trial: 'Nobody is decided about by a trial: these scores are for looking at, and expire.',
    sentBefore: (when: string) => `This file was sent before, at ${when}`,
    sentBeforeDetail: 'Its applicants are decided about twice.',
    sentBeforeCancel: 'Cancel this file below unless that is meant.',
    earlierFile: 'The earlier one',
    share: 'Let my colleagues read this file',
    shareHelp:
      'Referred applicants are everybody’s work: all officers read them under Referred, with values and reasons, whether this is ticked or not.',
    isShared: 'Shared with all colleagues.',
    unknown: 'There is no such file',
    unknownAdvice: 'Results are kept for a few days. Perhaps it has expired: upload the file again.',
    failed: 'The upload was refused',
    cancelled: 'This file was cancelled',
    cancelledDetail: (scored: string, rows: string) => `${scored} of ${rows} rows were scored before.`,
    scoredWith: (model: ModelReference, policy: PolicyReference, when: string) =>
      `${when} · model ${model.name} ${model.version} · policy ${policy.name} ${policy.version}`,
  },
  progress: {
    title: 'Progress',
    uploading: 'Uploading',
    scoring: 'Scoring',
    counting: 'The file is still on its way.',
    rows: (done: string, rows: string) => `${done} of ${rows} rows`,
    rate: (rate: string) => `${rate} rows a second`,
    left: (time: string) => `${time} left`,
    waiting: 'waiting for a worker',
    rejected: (count: number, said: string) =>
      count === 1 ? '1 row rejected so far' : `${said} rows rejected so far`,
    live: 'You may close or reload this page: the work goes on.',
    asking: 'Asking once a second. You may close or reload this page: the work goes on.',
    cancel: 'Cancel this file',
    cancelTitle: 'Cancel this file?',
    cancelDetail: 'Rows that are scored stay readable. The others are not scored.',
  },
  results: {
    tabs: 'Results',
    scores: (count: string) => `Scores (${count})`,
    rejects: (count: string) => `Rejected (${count})`,
    decisions: 'Decisions',
    pdMean: 'Mean probability of default',
    histogram: 'Scores',
    histogramDescription: 'Histogram: how many applicants have which score. Higher is safer.',
    applicants: 'Applicants',
    noScores: 'No row was scored.',
    erased: (count: number, said: string) =>
      count === 1
        ? '1 applicant was erased: counted above without a name, and no longer listed.'
        : `${said} applicants were erased: counted above without a name, and no longer listed.`,
  },
  scores: {
    title: 'Scores, applicant by applicant',
    row: 'Row',
    rowNumber: (row: string) => `Row ${row}`,
    applicant: 'Applicant',
    score: 'Score',
    pd: 'PD',
    decision: 'Decision',
    reasons: 'Reasons',
    warnings: 'Warnings',
    policyReason: 'Rule',
    moreReasons: (count: number) => `+ ${count} more`,
    total: (count: number, said: string) => (count === 1 ? '1 applicant' : `${said} applicants`),
    tooMany: (count: string) => `The first ${count} are shown: narrow the selection, or export it.`,
    nothing: 'No applicant matches. Clear a filter.',
    export: 'Export all as CSV',
    columns: 'Columns',
  },
  filters: {
    applicant: 'Applicant',
    decision: 'Decision',
    scoreFrom: 'Score from',
    scoreTo: 'Score to',
    reason: 'Reason',
    warning: 'Warning',
    clear: 'Clear filters',
  },
  rejects: {
    title: 'Rejected rows',
    none: 'No row was rejected.',
    introduction:
      'These rows could not be applicants and have no score. Download them, correct them, and upload the corrected file.',
    download: 'Download the rows to correct',
    downloadList: 'Download this list',
    line: 'Line',
    column: 'Column',
    given: 'Given',
    nothing: '(nothing)',
    allowed: (what: string) => `Allowed: ${what}.`,
    why: 'Why, and what is allowed',
    previous: 'Previous',
    next: 'Next',
    page: (page: string, pages: string) => `Page ${page} of ${pages}`,
  },
} as const;
