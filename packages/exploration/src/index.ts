export type { Exploration, ExploredBin, ExploredNumber, ExploredVariable } from './exploration.ts';
export { renderExplorationPage } from './exploration-page.ts';
export { exploreFile, type FilePiece, NothingToExploreError } from './explore-file.ts';
export { type ExploredPiece, pieceReader } from './explored-piece.ts';
