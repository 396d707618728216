import { emptyNetwork, type Network, splitParameters } from './network.ts';

/**
 * One network whose logit is the mean of the members' logits: hidden layers side by side, the vectors of
 * each level joined, every member's part of the hidden layer reading its own embeddings only, output
 * weights divided by the number of members.
 * @param members networks of one width and the same embedding tables; hidden layers may differ
 */
export function fuseNetworks(members: readonly Network[]): Network {
  const first = members[0];
  if (!first) throw new RangeError('An ensemble needs at least one network.');
  const fused = emptyNetwork({
    width: first.shape.width,
    hidden: members.reduce((hidden, member) => hidden + member.shape.hidden, 0),
    embeddings: first.shape.embeddings.map((embedding, index) => ({
      ...embedding,
      dimensions: members.reduce((sum, { shape }) => sum + shape.embeddings[index]!.dimensions, 0),
    })),
  });
  const dimensionsBefore = first.shape.embeddings.map(() => 0);
  let hiddenBefore = 0;
  for (const member of members) {
    placeMember(fused, member, members.length, hiddenBefore, dimensionsBefore);
    hiddenBefore += member.shape.hidden;
    for (const [index, { dimensions }] of member.shape.embeddings.entries()) {
      dimensionsBefore[index] = dimensionsBefore[index]! + dimensions;
    }
  }
  return fused;
}

/** Writes one member's weights into its place; the rest of its rows and columns stays zero. */
function placeMember(
  fused: Network,
  member: Network,
  memberCount: number,
  hiddenBefore: number,
  dimensionsBefore: readonly number[],
): void {
  const to = splitParameters(fused.shape, fused.parameters);
  const from = splitParameters(member.shape, member.parameters);
  const copyKernelRow = (fromRow: number, toRow: number): void => {
    const { hidden } = member.shape;
    const row = from.hiddenKernel.subarray(fromRow * hidden, (fromRow + 1) * hidden);
    to.hiddenKernel.set(row, toRow * fused.shape.hidden + hiddenBefore);
  };
  for (let column = 0; column < member.shape.width; column++) copyKernelRow(column, column);
  let fromRow = member.shape.width;
  let toRow = fused.shape.width;
  for (const [index, { dimensions, levelCount }] of member.shape.embeddings.entries()) {
    const before = dimensionsBefore[index]!;
    const fusedDimensions = fused.shape.embeddings[index]!.dimensions;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      copyKernelRow(fromRow + dimension, toRow + before + dimension);
    }
    for (let level = 0; level < levelCount; level++) {
      const vector = from.tables[index]!.subarray(level * dimensions, (level + 1) * dimensions);
      to.tables[index]!.set(vector, level * fusedDimensions + before);
    }
    fromRow += dimensions;
    toRow += fusedDimensions;
  }
  to.hiddenBias.set(from.hiddenBias, hiddenBefore);
  to.outputKernel.set(
    from.outputKernel.map((weight) => weight / memberCount),
    hiddenBefore,
  );
  to.outputBias[0] = to.outputBias[0]! + from.outputBias[0]! / memberCount;
}
