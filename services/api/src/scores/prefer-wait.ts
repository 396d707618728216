const maximumSeconds = 30;

/** Seconds of `Prefer: wait=N` (RFC 7240), at most 30; 0 where it does not stand. A preference is never refused. */
export function preferredWaitSeconds(header: string | string[] | undefined): number {
  const preferences = [header ?? []].flat().flatMap((value) => value.split(','));
  for (const preference of preferences) {
    const seconds = /^\s*wait\s*=\s*"?(\d{1,6})"?\s*(?:;|$)/i.exec(preference)?.[1];
    if (seconds !== undefined) return Math.min(Number(seconds), maximumSeconds);
  }
  return 0;
}
