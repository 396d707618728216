import { z } from 'zod';

const LayoutId = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);
/** Names under which a column may stand in a header; compared without regard to case, spaces and punctuation. */
const Column = z.array(z.string().min(1)).min(1);

/** What is known of a customer and may tell customers apart. */
export const SegmentFeature = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
  label: z.string().min(1),
  unit: z.string().default(''),
  /** `log`: differences count in proportion, as for amounts of money. */
  scale: z.enum(['linear', 'log']),
  /** `profile`: is described for each segment but makes none. */
  use: z.enum(['cluster', 'profile']).default('cluster'),
});
export type SegmentFeature = z.infer<typeof SegmentFeature>;

/**
 * A name for a segment, and where in the population such customers stand: for each feature that matters how many
 * standard deviations above the mean. A segment gets the name whose place lies nearest to its own.
 */
export const NamingRule = z.strictObject({
  name: z.string().min(1),
  place: z.record(z.string(), z.number()),
  description: z.string().min(1),
  action: z.string().min(1),
});
export type NamingRule = z.infer<typeof NamingRule>;

const common = {
  id: LayoutId,
  version: z.int().min(1),
  title: z.string().min(1),
  description: z.string(),
  segments: z.array(NamingRule).min(1),
  /** Customers that belong to no segment. */
  noise: NamingRule.omit({ place: true }),
};

const dated = {
  /** Patterns such as `yyyy-MM-dd HH:mm:ss`, tried in this order; times have no zone. */
  timePatterns: z.array(z.string().min(4)).min(1),
};

/** Purchases, several a customer: recency, frequency and monetary value are made of them. */
export const PurchasesLayout = z.strictObject({
  ...common,
  ...dated,
  kind: z.literal('purchases'),
  columns: z.union([
    z.strictObject({ customer: Column, order: Column, time: Column, amount: Column }),
    z.strictObject({ customer: Column, order: Column, time: Column, quantity: Column, price: Column }),
  ]),
  /** An order whose number begins so was cancelled. */
  cancelledOrderPrefix: z.string().min(1).optional(),
  features: z.array(SegmentFeature.extend({ name: z.enum(['recency', 'frequency', 'monetary']) })).min(1),
});

/** What a movement of an account can tell of its holder. */
export const movementFeatures = [
  'movements',
  'amount',
  'inflow',
  'outflow',
  'balance',
  'lowest_balance',
  'balance_spread',
  'inflow_regularity',
] as const;

/** Movements of bank accounts: purchasing capability is made of them. */
export const MovementsLayout = z.strictObject({
  ...common,
  ...dated,
  kind: z.literal('movements'),
  columns: z.strictObject({
    customer: Column,
    time: Column,
    amount: Column,
    balance: Column,
    direction: Column.optional(),
  }),
  /** Values of the column `direction`; without that column every movement goes out. */
  directions: z.strictObject({ inflow: z.array(z.string()), outflow: z.array(z.string()) }).optional(),
  features: z.array(SegmentFeature.extend({ name: z.enum(movementFeatures) })).min(1),
});

/** One row a customer, with attributes. */
export const AttributesLayout = z.strictObject({
  ...common,
  kind: z.literal('attributes'),
  columns: z.strictObject({ customer: Column }),
  features: z
    .array(
      SegmentFeature.extend({
        column: Column,
        /** What one unit of the file is in the feature's unit, such as 1000 for thousands. */
        multiplier: z.number().positive().default(1),
      }),
    )
    .min(1),
});

/** `schemas/transactions/*.json` and `schemas/customers/*.json`: how to read a file of customers and name their segments. */
export const SegmentationLayout = z.discriminatedUnion('kind', [
  PurchasesLayout,
  MovementsLayout,
  AttributesLayout,
]);
export type SegmentationLayout = z.infer<typeof SegmentationLayout>;
export type PurchasesLayout = z.infer<typeof PurchasesLayout>;
export type MovementsLayout = z.infer<typeof MovementsLayout>;
export type AttributesLayout = z.infer<typeof AttributesLayout>;
