/** Running moments of Adam for a vector of parameters. */
export interface AdamState {
  readonly mean: Float32Array;
  readonly square: Float32Array;
  step: number;
}

const meanDecay = 0.9;
const squareDecay = 0.999;
const epsilon = 1e-8;

export function newAdamState(parameterCount: number): AdamState {
  return { mean: new Float32Array(parameterCount), square: new Float32Array(parameterCount), step: 0 };
}

/**
 * One step of Adam with decoupled weight decay, in place: w ← w · (1 − rate · decay) before the Adam step.
 * Source: Kingma and Ba, arXiv 1412.6980, algorithm 1; Loshchilov and Hutter, arXiv 1711.05101, algorithm 2.
 * @param decay weight decay of each parameter, the same length as `parameters`
 */
export function adamStep(
  parameters: Float32Array,
  gradient: Float32Array,
  decay: Float32Array,
  learningRate: number,
  state: AdamState,
): void {
  state.step += 1;
  const { mean, square } = state;
  const stepSize = learningRate / (1 - meanDecay ** state.step);
  const squareScale = 1 / Math.sqrt(1 - squareDecay ** state.step);
  for (let index = 0; index < parameters.length; index++) {
    const slope = gradient[index]!;
    const newMean = meanDecay * mean[index]! + (1 - meanDecay) * slope;
    const newSquare = squareDecay * square[index]! + (1 - squareDecay) * slope * slope;
    mean[index] = newMean;
    square[index] = newSquare;
    const kept = parameters[index]! * (1 - learningRate * decay[index]!);
    parameters[index] = kept - (stepSize * newMean) / (Math.sqrt(newSquare) * squareScale + epsilon);
  }
}
