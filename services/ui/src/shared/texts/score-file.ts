/** Choosing and checking a file. */
export const scoreFileTexts = {
  delimiter: { '\t': 'tabs', ',': 'commas', ';': 'semicolons', ' ': 'spaces' },
  scoreFile: {
    title: 'Score a file of applicants',
    introduction:
      'Each applicant gets a probability of default, a score, a decision and the reasons for it. One row is one applicant.',
    drop: 'Drop a file of applicants here',
    pick: 'Choose a file',
    sample: 'Try the sample',
    formats:
      'CSV or TSV in UTF-8 or an XLSX workbook, columns in any order, with a header; or the published layout as text without one.',
    checking: 'Reading the header …',
    trial: 'This is a trial: nobody is decided about, nothing is recorded',
    trialSample: 'Nobody in the sample is real, so it is always a trial.',
    trialOutcome: (label: string) =>
      `The file has the column of outcomes, “${label}”: who is in it was probably decided about long ago. Clear the tick if they are to be decided about.`,
    start: 'Score this file',
    other: 'Choose another file',
    stop: 'Stop the upload',
    uploading: 'Uploading',
    uploadHelp: 'Keep this page open until the file is sent.',
    cutting: 'The file is sent and is being divided among the workers.',
    refused: 'This file cannot be scored as it is',
    ready: 'This file can be scored',
    recognised: (count: string, delimiter: string) =>
      `${count} columns are recognised; the values are separated by ${delimiter}.`,
    workbook: 'This file is a workbook',
    workbookHelp:
      'Its first sheet is read when the file is sent; only then is it known whether it can be scored.',
    published: (count: string) => `It has no header and the ${count} columns of the published layout.`,
    recent: 'Recent files',
    allFiles: 'All files',
    recentFailed: 'The list of files could not be read.',
    noFiles: 'No file has been uploaded yet.',
  },
  columns: {
    title: 'Column by column',
    column: 'Column',
    message: 'What it is',
    unnamed: '(no name)',
    used: (label: string | null) => label ?? '',
    ignored: (label: string | null) => (label ? `${label}: not used for a score` : 'Not used for a score'),
    unknown: (name: string | null) =>
      name
        ? `Not known. Is it ${name}? Rename or remove it.`
        : 'Not known. Rename it to a known column, or remove it.',
    repeated: () => 'Named more than once. Keep one.',
    missing: (label: string | null) => `Missing: ${label}. Add the column; values may be empty.`,
  },
} as const;
