/** Addresses of the pages of the interface: the api answers each with the same document, the interface draws it. */
export const pagePaths = {
  scoreFile: '/',
  batches: '/files',
  batch: '/files/:batchId',
  applicant: '/files/:batchId/rows/:row',
  scorePerson: '/person',
  policies: '/policies',
  simulations: '/simulations',
  compareSimulations: '/simulations/compare',
  simulation: '/simulations/:simulationId',
  segmentations: '/segments',
  storedSegmentation: '/segments/stored/:name',
  segmentation: '/segments/:segmentationId',
  models: '/models',
  model: '/models/:name/:version',
  operations: '/operations',
} as const;
