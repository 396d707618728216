/** The record of decisions. */
export const decisionTexts = {
  decisions: {
    title: 'Decisions',
    introduction:
      'Decisions that you may see and that are still on record, newest first. A score stands here some seconds after it was given.',
    applicant: 'Applicant',
    applicantHelp: 'The id as it was given, or how it begins.',
    from: 'From',
    until: 'Until',
    officer: 'Officer',
    when: 'Decided',
    reason: 'Main reason',
    search: 'Search',
    clear: 'Clear the search',
    nothing: 'No decision matches.',
    more: 'Show older ones',
    erased: '(erased)',
    noId: '(no id)',
    single: 'Single application',
    unknownOfficer: 'Somebody who is no longer known',
  },
  recordedDecision: {
    back: 'Back to the decisions',
    work: 'Decide otherwise, notes, review',
    title: (applicant: string) => `Decision about ${applicant}`,
    unknown: 'There is no such decision on record',
    decidedBy: (officer: string) => `Asked for by ${officer}`,
    history: 'Other decisions about this applicant',
    noHistory: 'There is no other decision about this applicant that you may see.',
    allHistory: 'Show all',
    row: (row: string) => `Row ${row} of its file`,
  },
} as const;
