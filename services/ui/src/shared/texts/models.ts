import type { ModelManifest, PointsScale } from '@bora/contracts';

const metricNames: Record<string, string> = {
  auc: 'AUC',
  gini: 'Gini',
  ks: 'KS',
  brier: 'Brier',
  logLoss: 'Log-loss',
  aucStandardError: 'AUC, standard error',
  aucPooled: 'AUC, pooled',
  eceEqualFrequency: 'ECE, equal frequency',
  eceEqualWidth: 'ECE, equal width',
  emp: 'EMP',
};

/** What the measures say, those of one kind together, in the order of the cards. */
const metricAbout: readonly (readonly [names: readonly string[], about: string])[] = [
  [
    ['auc', 'aucPooled', 'aucStandardError'],
    'How often a bad applicant is given a higher probability of default than a good one: 0.5 is chance, 1 is always. Pooled counts over all folds at once; the standard error says how much it would vary with other applicants.',
  ],
  [['gini'], '2 · AUC − 1: 0 is chance, 1 is always.'],
  [
    ['ks'],
    'Kolmogorov–Smirnov: the largest gap, over all cut-offs, between the share of bads and the share of goods that are turned down. 0 to 1, higher is better.',
  ],
  [
    ['brier'],
    'Mean squared distance between the foretold probability and what happened (1 bad, 0 good). Lower is better.',
  ],
  [
    ['logLoss'],
    'As Brier, but what was foretold with great certainty and wrong counts much more. Lower is better.',
  ],
  [
    ['eceEqualFrequency', 'eceEqualWidth'],
    'Expected calibration error: how far the foretold probability lies from the bad rate that was found, on average over ten groups of equally many applicants (equal frequency) or of equal steps of probability (equal width). 0.01 is one percentage point; lower is better.',
  ],
  [
    ['emp'],
    'Expected maximum profit: what the best cut-off would earn against approving everybody, as a share of the amount lent, under the losses and the return that Verbraken and others (2014) assume. Higher is better.',
  ],
];

/** Models. */
export const modelsTexts = {
  models: {
    title: 'Models',
    introduction:
      'Each model has versions, which never change; one of them is its champion. New files and applications are scored with the version that serves now. Workers follow a change without a restart.',
    none: 'There is no model in the store.',
    state: {
      servesNow: 'Serves now',
      serves: 'It is the champion: new files and applications are scored with it.',
      standsIn: 'New files and applications are scored with it, in place of the champion.',
      otherChampion: 'Champion, not in use',
      otherStandsIn: 'In place of the champion, not in use',
      madeFor: (profile: string, here: string) =>
        `It was made under the rules of the compliance profile ${profile}; here those of ${here} apply.`,
      byNameOnly: (inUse: string) =>
        `Files and applications are scored with ${inUse}; with this model only where a program asks for it by name.`,
      otherProfile: 'Not for this compliance profile',
      refused: 'Refused',
      idle: 'Not in use',
    },
    toDetails: 'Calibration, groups of people, drift',
    back: 'All models',
    unknown: 'There is no such model version',
    unknownAdvice: 'The page of models lists those that there are.',
    unreadable: 'Its description cannot be read.',
    substitute: (version: string) => `Version ${version} serves in place of the champion`,
    substituteDetail: 'The champion is refused; its card below says why.',
    kind: { network: 'Neural network', scorecard: 'Scorecard' },
    profile: (profile: string) => `compliance profile ${profile}`,
    schema: (id: string, version: number) => `schema ${id} ${version}`,
    trainedOn: (rows: string, bad: string) => `Trained on ${rows} applicants, ${bad} of them bad.`,
    metrics: 'Measured out of fold when it was trained',
    metric: (name: string) => metricNames[name] ?? name,
    metricsAbout: 'What the measures say',
    metricAbout,
    promote: 'Make champion',
    promoteTitle: (version: string) => `Make ${version} the champion?`,
    rollBack: 'Roll back to this version',
    rollBackTitle: (version: string) => `Roll back to ${version}?`,
    promoteDetail:
      'Every file of the bundle is verified first. New files and applications are then scored with it; files that are being scored keep their version.',
    promoteDetailOfOther: (inUse: string) =>
      `Every file of the bundle is verified first. New files and applications go on being scored with ${inUse}; what asks for this model by name gets this version.`,
  },
  modelEvaluation: {
    none: 'Nobody has measured this version yet',
    noneAdvice:
      'Calibration and groups of people are measured out of fold on the data it was trained on, in the terminal; the result is kept with the version and shown here. Drift needs a later file.',
    evaluateCommand: (schema: string, kind: ModelManifest['kind'], profile: string) =>
      `bora evaluate --schema ${schema} --profile ${profile}${kind === 'network' ? '' : ` --kind ${kind}`} --data TRAINING-FILE --drift LATER-FILE`,
    driftCommand: (model: string) => `bora drift LATER-FILE --model ${model}`,
    between: (low: string, high: string) => `${low} to ${high}`,
    reliability: 'Calibration: foretold and found',
    reliabilityAbout: (rows: string, within: number, bins: number) =>
      `Each dot is a tenth of ${rows} applicants, scored by networks that had not seen them. On the dashed line as many turned out bad as were foretold; in ${within} of ${bins} the 95 % interval of the bad rate holds what was foretold.`,
    overall: (foretold: string, found: string) => `Over all, ${foretold} was foretold and ${found} was bad.`,
    reliabilityDescription: (bins: number) =>
      `Chart: bad rate with its 95 % interval against mean probability of default, for ${bins} groups of applicants of equal size.`,
    tenth: 'Tenth',
    rows: 'Applicants',
    pdMean: 'Mean PD',
    badRate: 'Bad rate',
    interval: '95 % interval',
    fairness: 'Groups of people',
    fairnessAbout: (approvalRate: string, minimum: string) =>
      `If the ${approvalRate} of applicants with the lowest probability of default were approved. Groups of at least ${minimum} applicants, with 95 % intervals. The adverse impact ratio is a group's approval rate over that of everybody else; below 0.8 it deserves a reason (a rule of thumb, not a limit of credit law).`,
    notFair:
      'That a model leaves a variable out does not make it fair to the groups that the variable names. Nothing here is legal advice.',
    noGroups: 'The schema names no sensitive variables, or every group was too small.',
    groupsBy: 'Groups by',
    allGroups: 'All variables',
    groupsByOption: (label: string, adverse: number) =>
      adverse === 0 ? label : `${label} (${adverse} below 0.8)`,
    groupOf: (label: string, group: string) => `${label}: ${group}`,
    group: 'Group',
    approvalRate: 'Approved',
    badRateOfApproved: 'Bad rate of the approved',
    auc: 'AUC',
    adverseImpactRatio: 'Adverse impact ratio',
    belowFourFifths: 'below 0.8',
    drift: 'Drift',
    driftAbout:
      'Population stability index (PSI) of later files against the training data: below 0.1 is usually called stable, above 0.25 something to act on. A code that training never saw may be a broken encoding and not another population.',
    noDrift: 'No later file was held against this version.',
    driftOf: (rows: string, model: string, score: string) =>
      `${rows} applicants against the training data of ${model}; PSI of the score ${score}.`,
    found: (shown: number, found: number) => {
      if (found === 0) return 'Every variable is as it was in training.';
      if (shown === found) return `Not as in training: ${found}.`;
      return `Not as in training: ${found}; the ${shown} that moved most:`;
    },
    nothingFound: 'As in training',
    findingsOf: (file: string) => `What drifted in ${file}`,
    variablesOf: (file: string) => `All variables of ${file}`,
    allVariables: (count: number) => `All ${count} variables`,
    variable: 'Variable',
    psi: 'PSI',
    finding: 'Finding',
  },
  modelMaking: {
    title: 'How it was made',
    calibration: 'Calibration',
    platt: (slope: string, intercept: string) =>
      `PD = 1 / (1 + e^−(intercept + slope × log-odds)), slope ${slope}, intercept ${intercept}; 1 and 0 would leave the network's own odds. The curve above says how far the calibrated PDs are from the bad rates.`,
    noCalibration: 'None: the points of a scorecard are its PD.',
    scale: 'Points',
    points: ({ scoreAtBaseOdds, baseOdds, pointsToDoubleOdds, minimum, maximum }: PointsScale) =>
      `${scoreAtBaseOdds} at odds of ${baseOdds}:1, ${pointsToDoubleOdds} double the odds, from ${minimum} to ${maximum}`,
    seeds: 'Seeds',
    madeWith: 'Made with',
    commit: 'Commit',
    trainingData: 'SHA-256 of the training data',
  },
} as const;
