/** Customers of a shop of which everybody sees what they are. */
export const knownCustomers = [
  { recency: 5, frequency: 15, monetary: 25_000, segment: 'Loyal High-Value' },
  { recency: 15, frequency: 2, monetary: 800, segment: 'Potential Loyalists' },
  { recency: 60, frequency: 3, monetary: 3_000, segment: 'Occasional Buyers' },
  { recency: 250, frequency: 1, monetary: 400, segment: 'Churn Risk' },
  { recency: 30, frequency: 4, monetary: 2_500, segment: 'Potential Loyalists' },
];
