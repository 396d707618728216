import { describe, expect, test } from 'vitest';
import { downloadHeader } from '../src/exports/download-name.ts';

const id = '5f0c7f3e-2b2e-4d7a-9a53-0a64f4b0a6c1';
const header = (fileName: string) => downloadHeader({ fileName, id }, 'scores');

describe('a download', () => {
  test('is named after the uploaded file', () => {
    expect(header('march.csv')).toBe('attachment; filename="march-scores.csv"');
    expect(header('March 2026 (v1.2).xlsx')).toBe('attachment; filename="March 2026 -v1.2-scores.csv"');
    expect(downloadHeader({ fileName: 'march.txt', id }, 'rejected-rows', 'tsv')).toBe(
      'attachment; filename="march-rejected-rows.tsv"',
    );
  });

  test.each(['', '.csv', '../..', '"";\r\n', '///', '\u202e\u2028'])(
    'of %j is named by its id',
    (fileName) => {
      expect(header(fileName)).toBe(`attachment; filename="scores-${id}.csv"`);
    },
  );

  test.each([
    '"; filename="evil.exe',
    'a\r\nSet-Cookie: b=c.csv',
    '../../etc/passwd',
    'C:\\Windows\\system.ini',
    'x'.repeat(300),
    '\ud83d\ude00'.repeat(200),
    '%2e%2e%2fa;*\'b".csv',
    `${'\u00e9'.repeat(254)}\ud83d`,
    '=cmd()|calc.csv',
  ])('of the hostile %j is one header with one harmless name', (fileName) => {
    const said = header(fileName);
    const form =
      /^attachment; filename="([\w .-]+-scores\.csv|scores-[\w-]+\.csv)"(; filename\*=UTF-8''[\w.%-]+)?$/;
    expect(said).toMatch(form);
    expect(said.length).toBeLessThan(1_200);
  });

  test('of a name beyond ASCII keeps its letters for who can read them', () => {
    const said = header('fevereiro-solicita\u00e7\u00f5es.csv');
    expect(said).toContain('filename="fevereiro-solicita__es-scores.csv"');
    expect(decodeURIComponent(said.split("UTF-8''")[1]!)).toBe('fevereiro-solicita\u00e7\u00f5es-scores.csv');
    expect(header('\u4e09\u6708.csv')).toContain(`UTF-8''${encodeURIComponent('\u4e09\u6708-scores.csv')}`);
  });
});
