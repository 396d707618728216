/** Steps of half a hundredth from 0 on; the last holds a PD of 1 alone, which is below no cut-off. */
export const pdStepCount = 201;

const stepsToOne = pdStepCount - 1;

/** Number of the step that a PD lies in: `k / 200 ≤ PD < (k + 1) / 200`. */
export function pdStepOf(pd: number): number {
  const step = Math.floor(pd * stepsToOne);
  // The product of a step may fall short of it in floating point.
  return (step + 1) / stepsToOne <= pd ? step + 1 : step;
}

/** The cut-off that approves so many steps; 1 for everybody. */
export function cutOffAfter(steps: number): number {
  return Math.min(steps / stepsToOne, 1);
}
