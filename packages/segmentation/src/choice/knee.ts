/**
 * Where a falling, convex curve bends: the place of the point that lies farthest below the straight line from the
 * first to the last, both axes brought to 0 … 1; null where no point lies below it.
 * Source: V. Satopää and others, "Finding a kneedle in a haystack" (2011), on the whole curve.
 *
 * @param x ascending.
 */
export function kneePlace(x: readonly number[], y: readonly number[]): number | null {
  if (x.length !== y.length) throw new RangeError('the curve has another number of x than of y');
  if (x.length < 3) return null;
  const [firstX, firstY] = [x[0]!, y[0]!];
  const [width, height] = [x.at(-1)! - firstX, firstY - y.at(-1)!];
  if (!(width > 0) || !(height > 0)) return null;
  let best: number | null = null;
  let greatest = 0;
  for (const [place, value] of x.entries()) {
    const below = (firstY - y[place]!) / height - (value - firstX) / width;
    if (below <= greatest) continue;
    greatest = below;
    best = place;
  }
  return best;
}
