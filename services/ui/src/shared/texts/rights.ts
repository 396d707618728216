/** Plain words for how many there are of something. */
const some = (count: number, one: string, more: string) =>
  count === 0 ? `no ${one}` : count === 1 ? `one ${one}` : `${count} ${more}`;
const decisions = (count: number) => some(count, 'decision', 'decisions');
const begun = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** What an applicant may ask for. */
export const rightsTexts = {
  rights: {
    title: "Applicant's rights",
    introduction:
      'For an applicant who asks what is recorded about them, or asks for it to be erased. The number stands in no address; what you do here is in the audit trail.',
    number: 'Application number as the lender knows it',
    numberHelp: 'As it stood in the file or the application: capital letters and leading zeros count.',
    numberMissing: 'Type the number first.',
    tooLong: 'No number has more than 1,000 characters.',
    show: 'Show this applicant',
    found: (count: number, hasMore: boolean) =>
      hasMore ? `More than ${count} decisions on record` : begun(`${decisions(count)} on record`),
    about: (applicant: string) => `Applicant ${applicant}`,
    newest: (moment: string) => `The newest is of ${moment}.`,
    showDecisions: 'See the decisions',
    nobody:
      'No decision on record has this number. Check how it is written. A row that came to no decision may be on record all the same, and is part of the download and of the erasure.',
    tooMany: 'This number is no single applicant’s',
    tooManyDetail:
      'More than 1,000 decisions have it, as happens with “0” or “unknown”. Nothing was handed out and nothing removed.',
    download: {
      title: 'Download all that is recorded',
      about:
        'One file (JSON) with every decision, its reasons, the values given, what people did about it, rows that came to no decision, and holds. Trials, and applications that could not be scored, are not on record and not in it; they end by themselves.',
      action: 'Download',
      busy: 'Collecting …',
      done: (file: string) => `${file} is downloaded`,
      holds: (count: number, rows: number) =>
        `It holds ${decisions(count)} and ${some(rows, 'row', 'rows')} without one.`,
      file: (day: string) => `applicant-record-${day}.json`,
      nothing: 'Nothing is recorded about this number',
      nothingDetail: 'There was nothing to download. Check how the number is written.',
    },
    hold: {
      title: 'Keep from erasure',
      about:
        'A hold, such as for a complaint or a court case, keeps what is recorded about this applicant from erasure and from the end of its term, until it is released.',
      list: 'Holds on this applicant',
      none: 'There is no hold on this applicant.',
      reason: 'Why it must be kept',
      reasonHelp: 'Do not write more about the person than is needed.',
      reasonTooLong: 'At most 1,000 characters.',
      action: 'Place the hold',
      placed: (moment: string) => `Placed ${moment}`,
      ofFile: 'This hold is on a whole file in which the applicant stands.',
      file: 'See the file',
      release: 'Release',
      releaseTitle: 'Release this hold?',
      releaseDetail: 'What is recorded about this applicant can then be erased, and ends with its term.',
      releaseFile:
        'It is on a whole file: everybody in that file can then be erased, and all of it ends with its term.',
    },
    erase: {
      title: 'Erase',
      about: 'Removes who this applicant is and what was given. It cannot be undone.',
      held: 'A hold keeps this applicant: nothing can be erased until it is released.',
      action: 'Erase',
      confirm: (applicant: string) => `Erase applicant ${applicant}?`,
      count: (count: number, hasMore: boolean) =>
        hasMore ? `More than ${count} decisions have this number.` : `${begun(decisions(count))} on record.`,
      goes: 'What goes',
      going: [
        'the number, and the values that were given: in the record, in stored files and in results',
        'rows that came to no decision, trials, and applications that could not be scored',
        'what people wrote about it: notes, reasons and requests for review',
      ],
      stays: 'What stays',
      staying: [
        'what was decided, with score, reasons and day, without the person',
        'an outcome, without the person',
        'that, when and by whom something was done about it, and the audit trail, which holds a code in place of the number',
        'customers kept for segments, who have numbers of their own',
      ],
      cannotUndo: 'This cannot be undone. Download first what is to be handed out.',
      waiting: 'The erasure is under way',
      asked: (moment: string) => `Asked for ${moment}.`,
      why: 'It usually takes seconds. It waits while a file is being scored, or while an application that came before it is not on record yet, because the applicant may stand in it.',
      leave:
        'It goes on by itself; you may leave this page. The audit trail says when it has ended. If it waits for long, look under Files for one that does not end.',
      done: 'The applicant is erased',
      nothing: 'Nothing of this number was found',
      nothingDetail: 'So nothing was removed: it was erased before, or the number is written in another way.',
      removed: 'What was removed:',
      counts: {
        decisions: 'decisions that no longer name anybody',
        undecided: 'rows and applications without a decision on record',
        uploadRows: 'rows blanked in stored files',
        results: 'results that were still kept for a short time',
      },
      refused: 'The erasure was refused, and nothing was removed',
      refusedHeld:
        'A hold was placed before it was done, or is on a file of trials in which the applicant stands. Once it is released, ask again.',
      refusedOther: (code: string) => `The reason is “${code}”.`,
    },
  },
} as const;
