export type { SearchedModel } from './candidates.ts';
export { type ChangeSearch, type Changes, findSmallestChanges } from './find-smallest-changes.ts';
export { maximumChanges } from './search-by-levels.ts';
