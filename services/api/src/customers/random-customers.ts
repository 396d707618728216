import type { RandomCustomer, SegmentationReport } from '@bora/contracts';
import { type SeededRandom, shuffledRows } from '@bora/random';

/** How far customers of a segment spread about its centre, as a share of it. */
const spread = 0.35;

/**
 * Synthetic customers in random order: their purchases and their attributes are drawn about the centres of the
 * segments of two segmentations, each as often as its share. They are nobody's data.
 */
export function randomCustomers(
  count: number,
  purchases: SegmentationReport,
  attributes: SegmentationReport,
  random: SeededRandom,
): RandomCustomer[] {
  const customers = Array.from({ length: count }, (_, index) => {
    const buys = drawn(purchases, random);
    const has = drawn(attributes, random);
    return {
      customer_id: `synthetic-${index + 1}`,
      recency: Math.max(1, Math.round(buys('recency'))),
      frequency: Math.max(1, Math.round(buys('frequency'))),
      monetary: Math.round(buys('monetary') * 100) / 100,
      age: Math.min(90, Math.max(18, Math.round(has('age')))),
      annual_income: Math.round(has('annual_income') / 100) * 100,
      spending_score: Math.min(100, Math.max(1, Math.round(has('spending_score')))),
    };
  });
  return Array.from(shuffledRows(count, random), (row) => customers[row]!);
}

/** A customer of a random segment: its value of a feature. */
function drawn({ segments }: SegmentationReport, random: SeededRandom): (feature: string) => number {
  const place = random.uniform();
  let below = 0;
  const segment = segments.find(({ share }) => {
    below += share;
    return place < below;
  });
  return (feature) => {
    const centre = segment?.profile.find(({ name }) => name === feature)?.centre ?? 0;
    return centre * Math.exp(spread * normal(random));
  };
}

/** A number of the standard normal distribution (Box and Muller 1958). */
function normal(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}
