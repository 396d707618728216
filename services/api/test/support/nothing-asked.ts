import { AskedSegmentation } from '@bora/contracts';

/** What is kept of what was asked of a segmentation of which everything was left to the platform. */
export const nothingAsked = AskedSegmentation.parse({
  layout: null,
  kind: null,
  request: {},
  dropDuplicates: false,
  snapshot: null,
  name: null,
});
