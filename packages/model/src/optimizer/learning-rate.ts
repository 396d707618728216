/**
 * Learning rate of a step: linear warm-up over the first part of training times half a cosine down to 0.
 * Source: Loshchilov and Hutter, arXiv 1608.03983, equation 5, without restarts.
 * @param step from 0 to `stepCount` − 1
 * @param warmUpShare share of all steps over which the rate rises, 0 to 1
 */
export function learningRateAt(step: number, stepCount: number, peak: number, warmUpShare: number): number {
  const warmUpSteps = Math.max(1, Math.round(stepCount * warmUpShare));
  const warmUp = Math.min(1, (step + 1) / warmUpSteps);
  return peak * warmUp * 0.5 * (1 + Math.cos((Math.PI * step) / stepCount));
}
