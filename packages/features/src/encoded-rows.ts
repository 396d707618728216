/** What the network reads: dense columns and, for each embedding, a level. */
export interface EncodedRows {
  readonly rowCount: number;
  readonly width: number;
  /** Row-major, `rowCount × width`; every number finite. */
  readonly dense: Float32Array;
  readonly embeddingCount: number;
  /** Row-major, `rowCount × embeddingCount`; 0 = a level that training did not keep. */
  readonly levels: Int32Array;
}

/** One dense column of the encoder. */
export interface EncodedColumn {
  readonly name: string;
  /** Name of the derived feature it comes from. */
  readonly feature: string;
  readonly speaksFor: string;
}

export interface EncodedEmbedding {
  readonly name: string;
  readonly speaksFor: string;
  readonly dimensions: number;
  /** Number of levels including level 0. */
  readonly levelCount: number;
}
