/** Sizes of the network: dense columns and embedded levels → one hidden ReLU layer → one logit. */
export interface NetworkShape {
  /** Dense input columns. */
  readonly width: number;
  readonly embeddings: readonly EmbeddingShape[];
  /** Units of the hidden layer. */
  readonly hidden: number;
}

export interface EmbeddingShape {
  readonly name: string;
  /** Rows of the table, level 0 included. */
  readonly levelCount: number;
  /** Numbers in the vector of a level. */
  readonly dimensions: number;
}

/** A network: its shape and all its weights in one vector, in the order of `NetworkParameters`. */
export interface Network {
  readonly shape: NetworkShape;
  readonly parameters: Float32Array;
}

/** Views on the parts of a network's parameter vector; matrices are row-major. */
export interface NetworkParameters {
  /** inputWidth × hidden; the rows of the embeddings follow those of the dense columns. */
  readonly hiddenKernel: Float32Array;
  /** hidden */
  readonly hiddenBias: Float32Array;
  /** hidden */
  readonly outputKernel: Float32Array;
  /** 1 */
  readonly outputBias: Float32Array;
  /** levelCount × dimensions, one for each embedding. */
  readonly tables: readonly Float32Array[];
}

/** Dense columns plus the dimensions of all embeddings: what the hidden layer reads. */
export function inputWidth(shape: Pick<NetworkShape, 'width' | 'embeddings'>): number {
  return shape.embeddings.reduce((width, embedding) => width + embedding.dimensions, shape.width);
}

export function parameterCount(shape: NetworkShape): number {
  const tables = shape.embeddings.reduce((sum, table) => sum + table.levelCount * table.dimensions, 0);
  return (inputWidth(shape) + 2) * shape.hidden + 1 + tables;
}

/** Splits a vector of `parameterCount(shape)` numbers (weights, or a gradient of them) into its parts. */
export function splitParameters(shape: NetworkShape, vector: Float32Array): NetworkParameters {
  let offset = 0;
  const take = (length: number): Float32Array => {
    offset += length;
    return vector.subarray(offset - length, offset);
  };
  return {
    hiddenKernel: take(inputWidth(shape) * shape.hidden),
    hiddenBias: take(shape.hidden),
    outputKernel: take(shape.hidden),
    outputBias: take(1),
    tables: shape.embeddings.map((table) => take(table.levelCount * table.dimensions)),
  };
}

/** A network whose weights are all zero. */
export function emptyNetwork(shape: NetworkShape): Network {
  return { shape, parameters: new Float32Array(parameterCount(shape)) };
}
