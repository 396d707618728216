/**
 * The applicant whom all that a search found is about, `undefined` where it is of several or of none: a beginning that
 * fits one id is a search for that id, and the trail records it as one.
 */
export function onlySubject(applicantIds: readonly (string | null)[]): string | undefined {
  const ids = new Set(applicantIds);
  return (ids.size === 1 && [...ids][0]) || undefined;
}
