import { expect, test } from 'vitest';
import { contourLines } from '../src/chart/contour-lines.ts';

const axis = [0, 1, 2, 4];
const grid = (value: (x: number, y: number) => number) =>
  axis.flatMap((x) => axis.map((y) => ({ x, y, value: value(x, y) })));

test('the line of a plane lies on the plane, also between unequal steps', () => {
  const segments = contourLines(
    grid((x, y) => x - 2 * y),
    0.3,
  );
  expect(segments.length).toBeGreaterThan(3);
  for (const { x1, y1, x2, y2 } of segments) {
    expect(x1 - 2 * y1).toBeCloseTo(0.3, 12);
    expect(x2 - 2 * y2).toBeCloseTo(0.3, 12);
  }
});

test('a level that is never reached has no line', () => {
  expect(
    contourLines(
      grid(() => 1),
      2,
    ),
  ).toEqual([]);
});

test('a closed line has no loose ends inside the grid', () => {
  const round = [-2, -1, 0, 1, 2];
  const cells = round.flatMap((x) => round.map((y) => ({ x, y, value: x * x + y * y })));
  const ends = contourLines(cells, 2.5).flatMap(({ x1, y1, x2, y2 }) => [`${x1},${y1}`, `${x2},${y2}`]);
  const counts = new Map<string, number>();
  for (const end of ends) counts.set(end, (counts.get(end) ?? 0) + 1);
  expect(counts.size).toBeGreaterThan(8);
  expect([...counts.values()].every((count) => count === 2)).toBe(true);
});
