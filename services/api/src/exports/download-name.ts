import { harmlessFileName } from '../upload/file-name.ts';

interface Download {
  /** Of the uploaded file, as its sender named it. */
  readonly fileName: string;
  /** Names the download where nothing of the file's name can. */
  readonly id: string;
}

const maximumStem = 80;

/**
 * The header `Content-Disposition` of what is downloaded of an uploaded file: of `march.csv` the `scores` are
 * `march-scores.csv`. A name beyond ASCII stands there twice (RFC 6266): in its own letters for who reads RFC 8187.
 */
export function downloadHeader({ fileName, id }: Download, what: string, ending = 'csv'): string {
  const stem = stemOf(fileName);
  const name = stem === '' ? `${what}-${id}.${ending}` : `${stem}-${what}.${ending}`;
  const ascii = name.replace(/[^\x20-\x7e]/gu, '_');
  const plain = `attachment; filename="${ascii}"`;
  return ascii === name ? plain : `${plain}; filename*=UTF-8''${encodeURIComponent(name)}`;
}

/** Letters, digits, blanks, dots, hyphens and underlines of a file's name, without folders before and its ending. */
function stemOf(fileName: string): string {
  const name = harmlessFileName(fileName).normalize('NFC').split(/[/\\]/).at(-1)!;
  const kept = name
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[^\p{L}\p{M}\p{N} ._-]+/gu, '-')
    .replace(/^[ ._-]+/, '');
  return Array.from(kept)
    .slice(0, maximumStem)
    .join('')
    .replace(/[ ._-]+$/, '');
}
