import { z } from 'zod';

/** What another page hands over to the form of a new simulation. */
export const ChosenSimulation = z.object({ batchId: z.string(), scenarioId: z.string() });
export type ChosenSimulation = z.infer<typeof ChosenSimulation>;
