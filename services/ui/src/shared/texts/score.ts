import type { Decision, PointsScale } from '@bora/contracts';

/** A score, its reasons, and what would change it. */
export const scoreTexts = {
  scale: {
    points: 'Points',
    description: (score: number, referFrom: number, approveFrom: number) =>
      `Scale of scores: this score is ${score}. Below ${referFrom} is declined, from ${approveFrom} approved, between them referred.`,
    range: (band: { decision: Decision; from: number; to: number }, { minimum, maximum }: PointsScale) => {
      const from = band.decision === 'decline' ? minimum : band.from;
      return `${from} to ${band.decision === 'approve' ? maximum : band.to}`;
    },
    about: ({ minimum, maximum, pointsToDoubleOdds }: PointsScale) =>
      `The whole scale runs from ${minimum} to ${maximum}; higher is safer, and ${pointsToDoubleOdds} points double the odds.`,
  },
  reasons: {
    title: 'What lowered the score most',
    none: 'Nothing lowered the score against a typical applicant.',
    rule: 'Decided by a rule of the policy:',
    before: (points: string) => `before ${points}`,
    isNew: 'before not among the reasons',
  },
  whatWouldHelp: {
    title: 'What would change this decision',
    ask: 'Find the smallest changes',
    searching: 'Trying changes with the same model and policy …',
    alternatives: 'Other changes that would do',
    caution:
      'Each was scored by the same model and policy. It says what the model makes of other values, not what an applicant should do.',
    notExhaustive: 'A smaller change may exist: there were too many to try them all.',
    reaches: (score: number, share: string) => `with ${score} points, probability of default ${share}`,
    none: {
      'already-approved': 'It is approved already.',
      'nothing-changeable': 'Nothing that the model or the policy uses can be changed by an applicant.',
      'policy-rule': 'A rule of the policy holds whatever is changed:',
      'none-within-bounds': 'No change within plausible bounds reaches a better decision.',
    },
  },
} as const;
