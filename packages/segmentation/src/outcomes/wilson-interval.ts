/** Two-sided 95 % of the normal distribution. */
const z = 1.959963984540054;

/** 95 % interval of a share of `count` in `total` > 0. Source: E. Wilson (1927). */
export function wilsonInterval(count: number, total: number): { low: number; high: number } {
  const share = count / total;
  const middle = (share + (z * z) / (2 * total)) / (1 + (z * z) / total);
  const half =
    (z / (1 + (z * z) / total)) * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
