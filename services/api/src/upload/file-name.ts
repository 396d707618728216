const maximumLength = 255;

/** A client's file name as data: without control characters, at most 255 characters. Never a path. */
export function harmlessFileName(name: string | undefined): string {
  const printable = (name ?? '').replace(
    /[\p{Control}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    '',
  );
  return Array.from(printable).slice(0, maximumLength).join('').trim();
}
