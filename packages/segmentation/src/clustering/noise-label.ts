/** What stands in place of a cluster for a point that belongs to none. */
export const noiseLabel = -1;
