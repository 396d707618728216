const bytesPerMegabyte = 1e6;

/** `12,345`; fractions are rounded away. */
export function formatCount(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** `12.3 %` of a share from 0 to 1. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function formatMegabytes(bytes: number): string {
  return `${(bytes / bytesPerMegabyte).toFixed(1)} MB`;
}

/** `4.2 s`, `1:05 min`, `2:03 h`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const whole = Math.round(seconds);
  const pair = (large: number, small: number) => `${large}:${String(small).padStart(2, '0')}`;
  if (whole < 3600) return `${pair(Math.floor(whole / 60), whole % 60)} min`;
  return `${pair(Math.floor(whole / 3600), Math.floor((whole % 3600) / 60))} h`;
}
