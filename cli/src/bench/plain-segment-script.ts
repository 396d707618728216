import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { PurchasesLayout } from '@bora/contracts';
import { fieldsOf } from '@bora/features';
import { seededRandom } from '@bora/random';

const k = 5;
const restarts = 10;
const dayMs = 86_400_000;

/**
 * The script that one would write: the whole file in memory, an object a row, an array a customer, Lloyd's algorithm
 * from random rows. What the segmentation of a file is measured against.
 */
export async function segmentWithPlainScript(file: string, layout: PurchasesLayout): Promise<number> {
  const bytes = await readFile(file);
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const names = header.trim().split(',');
  const columns = Object.entries(layout.columns).map(
    ([wish, allowed]) => [wish, names.findIndex((name) => allowed.includes(name))] as const,
  );
  const rows = lines.map((line) => {
    const fields = fieldsOf(line, ',', '"') ?? [];
    return Object.fromEntries(columns.map(([wish, place]) => [wish, fields[place] ?? '']));
  });
  const prefix = layout.cancelledOrderPrefix ?? ' ';
  const used = rows.filter(
    (row) =>
      row.customer !== '' &&
      !row.order?.startsWith(prefix) &&
      Number(row.quantity) > 0 &&
      Number(row.price) > 0,
  );
  const customers = new Map<string, { last: number; orders: Set<string>; spent: number }>();
  let latest = 0;
  for (const { customer = '', order = '', time = '', quantity, price } of used) {
    const at = Date.parse(`${time.replace(' ', 'T')}Z`);
    const known = customers.get(customer) ?? { last: 0, orders: new Set<string>(), spent: 0 };
    customers.set(customer, known);
    known.last = Math.max(known.last, at);
    known.orders.add(order);
    known.spent += Number(quantity) * Number(price);
    latest = Math.max(latest, at);
  }
  const points = standardised(
    [...customers.values()].map(({ last, orders, spent }) => [
      Math.log1p(Math.floor((latest + dayMs - last) / dayMs)),
      Math.log1p(orders.size),
      Math.log1p(spent),
    ]),
  );
  return Math.min(...Array.from({ length: restarts }, (_, restart) => lloyd(points, restart)));
}

function standardised(points: readonly number[][]): number[][] {
  const columns = points[0]?.map((_, column) => points.map((point) => point[column]!)) ?? [];
  const scales = columns.map((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return { mean, deviation: Math.sqrt(variance) };
  });
  return points.map((point) =>
    point.map((value, column) => (value - scales[column]!.mean) / scales[column]!.deviation),
  );
}

function lloyd(points: readonly number[][], seed: number): number {
  const random = seededRandom(seed, 0);
  let centroids = Array.from({ length: k }, () => points[Math.floor(random.uniform() * points.length)]!);
  let before = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < 300; iteration++) {
    const groups: number[][][] = centroids.map(() => []);
    let inertia = 0;
    for (const point of points) {
      const distances = centroids.map((centroid) =>
        centroid.reduce((sum, value, column) => sum + (value - point[column]!) ** 2, 0),
      );
      const least = Math.min(...distances);
      groups[distances.indexOf(least)]!.push(point);
      inertia += least;
    }
    if (before - inertia < 1e-6 * inertia) return inertia;
    before = inertia;
    centroids = groups.map((group, place) =>
      group.length === 0
        ? centroids[place]!
        : centroids[place]!.map(
            (_, column) => group.reduce((sum, point) => sum + point[column]!, 0) / group.length,
          ),
    );
  }
  return before;
}
