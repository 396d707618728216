/** An object's checksums lie beside it, in a folder and in S3 alike, under its key with this ending. */
export const sidecarSuffix = '.sha256';

/** Enough for a reader that began before several `put`s of the same key, and for `put`s that broke off. */
const checksumsKept = 8;

/**
 * The text of a sidecar: a line that `sha256sum -c` understands, and the checksums from before as comments.
 *
 * @param checksums newest first; an older one stays valid until the object itself has been replaced.
 */
export function formatSidecar(key: string, checksums: readonly string[]): string {
  const fileName = key.slice(key.lastIndexOf('/') + 1);
  const [newest, ...earlier] = [...new Set(checksums)].slice(0, checksumsKept);
  return [`${newest}  ${fileName}`, ...earlier.map((checksum) => `# ${checksum}`), ''].join('\n');
}

/** The checksums that a sidecar lists, newest first; none when it is not one. */
export function parseSidecar(text: string): string[] {
  return [...text.matchAll(/^(?:# )?([0-9a-f]{64})\b/gm)].map((line) => line[1]!);
}
