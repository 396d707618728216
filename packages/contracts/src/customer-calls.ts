import { z } from 'zod';

/** Requests and answers of the calls for customers, whose shapes are older than those under /v1. */

const Label = z.int().min(-1);
const NotNegative = z.number().min(0);

const rfm = {
  /** Days since the last purchase. */
  recency: NotNegative,
  /** Purchases. */
  frequency: NotNegative,
  /** Sum of the purchases, in the currency of the segmentation. */
  monetary: NotNegative,
};
export const RfmCustomer = z.object(rfm);
export const ClusterAndSegment = z.strictObject({ cluster: Label, segment: z.string() });

export const ClustersSummary = z.strictObject({
  clusters: z.array(
    z.strictObject({
      ...rfm,
      cluster: Label,
      segment: z.string(),
      customers: z.int(),
      share: z.number(),
    }),
  ),
});

const CustomerId = z.union([z.string().min(1).max(100), z.int()]);
const attributes = {
  age: NotNegative,
  /** In units of the currency, not in thousands. */
  annual_income: NotNegative,
  /** Up to 100. */
  spending_score: NotNegative,
};

export const ClusterRequest = z.object({
  model_of_choice: z.enum(['KMeans', 'DBSCAN', 'GMM']),
  data: z
    .array(
      z.object({
        customer_id: CustomerId,
        ...attributes,
        spending_score: attributes.spending_score.max(100),
        age: attributes.age.nullish(),
        gender: z.string().max(40).nullish(),
      }),
    )
    .min(1)
    .max(1_000),
});
export type ClusterRequest = z.infer<typeof ClusterRequest>;

export const ClusterAnswer = z.strictObject({
  clusters: z.array(z.strictObject({ customer_id: CustomerId, cluster_label: Label })),
});

export const RandomCustomer = z.strictObject({ customer_id: z.string(), ...rfm, ...attributes });
export type RandomCustomer = z.infer<typeof RandomCustomer>;

/** A customer to be classified: purchases are what segments are made of, all else comes back as it is. */
export const CustomerToClassify = z.strictObject({
  customer_id: CustomerId.optional(),
  ...rfm,
  age: attributes.age.nullish(),
  gender: z.string().max(40).nullish(),
  annual_income: attributes.annual_income.nullish(),
  spending_score: attributes.spending_score.nullish(),
});
export const ClassifiedCustomer = CustomerToClassify.extend(ClusterAndSegment.shape);

/** A customer to be kept, classified or not. */
export const CustomerToSave = CustomerToClassify.extend({
  customer_id: CustomerId,
  cluster: Label.optional(),
  segment: z.string().max(200).optional(),
});
export const SavedCustomers = z.strictObject({
  customers: z.array(CustomerToSave),
  nextCursor: z.string().nullable(),
});
