import { createHash } from 'node:crypto';
import { type ApplicationSchema, isPredictor } from '@bora/contracts';
import type { ApplicantTable } from '@bora/features';
import { BundleFormatError } from './bundle-error.ts';

/** The file of a bundle that tells which rows its model was trained on, without holding them. */
export const trainingRowsFile = 'training-rows.bin';

const bytesOfHash = 8;

/**
 * One 64-bit hash for each row of a table: the first 8 bytes of the SHA-256 of the salt, the id and the predictors'
 * texts in the order of the schema, as JSON. The outcome is left out, so that a row to be scored is recognised.
 *
 * @param salt SHA-256 of the training data, as in the manifest: the same applicant has another hash elsewhere.
 */
export function hashRows(
  schema: ApplicationSchema,
  table: Pick<ApplicantTable, 'rowCount' | 'text' | 'applicantId'>,
  salt: string,
): BigUint64Array {
  const hasId = schema.variables.some((variable) => variable.kind === 'id');
  const columns = schema.variables.flatMap((variable, index) =>
    isPredictor(variable) ? [table.text[index]!] : [],
  );
  const hashes = new BigUint64Array(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    const id = hasId ? table.applicantId[row]! : '';
    const fields = [salt, id, ...columns.map((column) => column[row]!)];
    hashes[row] = createHash('sha256').update(JSON.stringify(fields)).digest().readBigUInt64BE();
  }
  return hashes;
}

/** Bytes of `training-rows.bin`: the distinct hashes, ascending, 8 bytes each, big-endian. */
export function serializeTrainingRows(hashes: BigUint64Array): Uint8Array {
  const distinct = hashes
    .slice()
    .sort()
    .filter((hash, index, sorted) => index === 0 || hash !== sorted[index - 1]);
  const bytes = new Uint8Array(distinct.length * bytesOfHash);
  const view = new DataView(bytes.buffer);
  distinct.forEach((hash, index) => {
    view.setBigUint64(index * bytesOfHash, hash);
  });
  return bytes;
}

/**
 * How many of the hashed rows the model was trained on; a repeated row counts each time.
 *
 * @param trainingRows bytes of `training-rows.bin`.
 * @param hashes of `hashRows` with the salt of the same bundle.
 * @throws BundleFormatError when the bytes are not such a file.
 */
export function countTrainingRows(trainingRows: Uint8Array, hashes: BigUint64Array): number {
  return trainingRowCounter(trainingRows)(hashes);
}

/** `countTrainingRows` for a file that is read in pieces. Throws as it does. */
export function trainingRowCounter(trainingRows: Uint8Array): (hashes: BigUint64Array) => number {
  const known = new Set(parseTrainingRows(trainingRows));
  return (hashes) => {
    let count = 0;
    for (const hash of hashes) if (known.has(hash)) count++;
    return count;
  };
}

function parseTrainingRows(bytes: Uint8Array): BigUint64Array {
  if (bytes.length % bytesOfHash !== 0)
    throw new BundleFormatError(trainingRowsFile, 'its length is not a multiple of 8');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hashes = BigUint64Array.from({ length: bytes.length / bytesOfHash }, (_, index) =>
    view.getBigUint64(index * bytesOfHash),
  );
  for (let index = 1; index < hashes.length; index++) {
    if (hashes[index - 1]! >= hashes[index]!)
      throw new BundleFormatError(trainingRowsFile, 'its hashes do not ascend');
  }
  return hashes;
}
