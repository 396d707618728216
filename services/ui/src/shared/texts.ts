import { batchTexts } from './texts/batch.ts';
import { decisionTexts } from './texts/decision.ts';
import { generalTexts } from './texts/general.ts';
import { modelsTexts } from './texts/models.ts';
import { operationsTexts } from './texts/operations.ts';
import { peopleTexts } from './texts/people.ts';
import { personTexts } from './texts/person.ts';
import { policiesTexts } from './texts/policies.ts';
import { rightsTexts } from './texts/rights.ts';
import { scoreTexts } from './texts/score.ts';
import { scoreFileTexts } from './texts/score-file.ts';
import { segmentsTexts } from './texts/segments.ts';
import { simulationsTexts } from './texts/simulations.ts';

/** Every text of the interface: to translate it is to translate the folder `texts`. What the api says stands in its answers. */
export const texts = {
  ...generalTexts,
  ...scoreFileTexts,
  ...batchTexts,
  ...scoreTexts,
  ...personTexts,
  ...peopleTexts,
  ...decisionTexts,
  ...rightsTexts,
  ...policiesTexts,
  ...modelsTexts,
  ...simulationsTexts,
  ...segmentsTexts,
  ...operationsTexts,
} as const;
