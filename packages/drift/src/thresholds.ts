/** Chance that a file of the training population gets any finding, shared out among all tests of the report. */
export const falseAlarmRate = 0.01;

/** Customary marks of PSI: below the first little, above the second much. Source: Siddiqi (2006), chapter 9. */
export const moderatePsi = 0.1;
export const largePsi = 0.25;

/** No population changes the share of a code this many times over; forms, codings and interfaces do. */
export const jumpFactor = 10;
/** A code of a smaller share, on its larger side, is left to the PSI. */
export const leastJumpShare = 0.01;
/** Fewer rows than this share with codes that training did not have are stray values, not a changed code set. */
export const leastUnseenShare = 0.001;
/** Change of the share of missing values that who applies does not explain. */
export const missingShareChange = 0.1;
/** A number's values lie elsewhere when bins that held this share of training are all but empty. */
export const emptiedShare = 0.5;
/** A number of at most so many edges has bins that are single values in all but name. */
export const codeLikeEdges = 2;

/** From this share of rows on, a broken variable that the model reads asks to act. */
export const severeShare = 0.05;
/** Scores of rows that the model was trained on lie further apart than those it was measured on. */
export const mostTrainingRows = 0.5;

/** Fewer rows of a code are never named: they could be a single person's. */
export const leastNamedRows = 15;
/** Of more distinct codes than this none is named: they are texts, not a code set. */
export const mostUnseenCodes = 100;

/** Of fewer applicants a report says how little its silence means. */
export const fewRows = 1_000;
