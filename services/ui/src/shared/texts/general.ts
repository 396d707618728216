import type { Decision } from '@bora/contracts';

const decision: Record<Decision, string> = { approve: 'Approve', refer: 'Refer', decline: 'Decline' };

/** Units that schemas name in the plural, of one. Others stay as they are. */
const unitsOfOne: Readonly<Record<string, string>> = {
  accounts: 'account',
  cards: 'card',
  cars: 'car',
  credits: 'credit',
  days: 'day',
  months: 'month',
  people: 'person',
  years: 'year',
};

/** What every page may say. */
export const generalTexts = {
  none: '–',
  any: 'Any',
  yes: 'Yes',
  no: 'No',
  withUnit: (value: string, unit: string) =>
    `${value} ${Math.abs(Number(value)) === 1 ? (unitsOfOne[unit] ?? unit) : unit}`,
  loading: 'Loading …',
  asTable: 'Show as a table',
  noSuchPage: {
    title: 'There is no such page',
    about:
      'The address may be mistyped, or the link is of another version of Bora. Nothing that was sent is lost.',
  },
  notYourPage: {
    about: 'Your role has nothing to do on this page. It is for:',
    ask: 'Whoever manages people here can give you another role.',
    first: 'Go to where you begin',
  },
  navigation: {
    name: 'Pages',
    menu: 'Menu',
    group: { analysis: 'Analysis', management: 'Manage' },
    skip: 'Skip to the page',
    scoreFile: 'Score a file',
    files: 'Files',
    scorePerson: 'Score one person',
    decisions: 'Decisions',
    policies: 'Policies',
    simulations: 'Profit',
    segments: 'Segments',
    models: 'Models',
    operations: 'Operations',
    referrals: 'Referred',
    notices: 'Notices',
    audit: 'Audit trail',
    rights: "Applicant's rights",
    keys: 'API keys',
    people: 'People',
  },
  theme: { label: 'Theme', system: 'As the system', light: 'Light', dark: 'Dark' },
  connection: {
    away: 'Bora does not answer.',
    comesBack: 'This page tries again by itself; work that was sent goes on.',
  },
  pageBroke: {
    title: 'This page broke',
    advice: 'Nothing that was sent is lost.',
    reload: 'Load the page again',
  },
  failure: {
    retry: 'Try again',
    requestId: 'Request',
    unreachable: {
      title: 'Bora does not answer',
      advice: 'The server or the network is away. What was sent before is kept.',
    },
    unexpected: {
      title: 'This answer was not understood',
      advice: 'The page and the server may be of different versions: load the page again.',
    },
  },
  confirmation: { no: 'Back' },
  decision,
  overridden: {
    to: 'overridden to',
    by: (decision: string, who: string, when: string) => `Overridden to ${decision} by ${who}, ${when}`,
  },
} as const;
