import { isDeepStrictEqual } from 'node:util';
import type { EvaluationProtocol } from '@bora/contracts';

/** Whether two evaluations measured the same thing, on whatever machine and versions of libraries. */
export function isSameProtocol(left: EvaluationProtocol, right: EvaluationProtocol): boolean {
  return isDeepStrictEqual(whatIsMeasured(left), whatIsMeasured(right));
}

function whatIsMeasured(protocol: EvaluationProtocol): Omit<EvaluationProtocol, 'backend' | 'libraries'> {
  const { backend: _backend, libraries: _libraries, ...measured } = protocol;
  return measured;
}
