/** One applicant. */
export const personTexts = {
  applicant: {
    back: 'Back to the file',
    answer: 'Score and decision',
    values: 'Values given',
    valuesGone: 'The values are no longer kept.',
    tryChanges: 'Try other values',
    print: 'Print',
    unknown: 'There is no such applicant',
    rejected: (line: string) => `The row on line ${line} was rejected and has no score`,
    waiting: 'This row has no score yet',
    waitingAdvice: 'It waits for a worker, or the file was cancelled before its turn.',
  },
  person: {
    title: 'Score one person',
    introduction:
      'What is not known may stay empty. After the first answer every change is tried, so that you see what it does; only what you score is recorded.',
    answer: 'Answer',
    noAnswer: 'Fill in the form, then score it: the answer appears here.',
    score: 'Score',
    tried: 'Tried, not recorded: press Score to decide by these values.',
    scoring: 'Scoring …',
    failed: 'The application could not be scored',
    pd: 'Probability of default',
    example: 'Fill in an example',
    clear: 'Empty the form',
    notGiven: 'Not given',
    unit: (unit: string) => `In ${unit}.`,
    bounds: (min: string | null, max: string | null) => {
      if (min === null) return `Plausible is up to ${max}.`;
      return max === null ? `Plausible is from ${min}.` : `Plausible is ${min} to ${max}.`;
    },
    tooLong: (characters: string) => `At most ${characters} characters.`,
    refused: (count: number) => (count === 1 ? 'One field needs a look' : `${count} fields need a look`),
    problem: (warning: string, bounds: string) => `${warning}. ${bounds}`.trim(),
    changedLabel: (label: string) => `${label} (changed)`,
    difference: (points: string) => `${points} points; before:`,
    differenceBefore: (score: number) => `at ${score}`,
    tryChanges: 'Change a value in the form to see score and reasons move.',
    changes: 'Changed values',
    back: 'Back to the first values',
  },
  paste: {
    action: 'Paste a row',
    help: 'Copy one row from a spreadsheet: with the header row above it, or alone in the order of the published layout.',
    label: 'Row',
    take: 'Fill in the form',
    problemTitle: 'This could not be read as one applicant',
    problem: {
      layout:
        'Copy the header row together with the row, with the names of the columns as the schema has them.',
      'no-row': 'Only a header or nothing was pasted: copy the row of the applicant too.',
      fields: 'The row does not have as many fields as its header.',
    },
  },
} as const;
