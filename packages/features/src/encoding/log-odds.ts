const smallestRate = 1e-6;

/** ln(rate / (1 − rate)), with the rate held off 0 and 1 so that the result is finite. */
export function logOdds(rate: number): number {
  const held = Math.min(Math.max(rate, smallestRate), 1 - smallestRate);
  return Math.log(held / (1 - held));
}
