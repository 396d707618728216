import { describe, expect, it } from 'vitest';
import { harmlessFileName } from '../src/upload/file-name.ts';

describe('a file name', () => {
  it.each([
    [undefined, ''],
    ['applicants.csv', 'applicants.csv'],
    ['a\u0000b\r\nc\u001b[31m.csv', 'abc[31m.csv'],
    ['gpj.\u202eexe', 'gpj.exe'],
    ['\ud800lone', 'lone'],
    ['ü'.repeat(300), 'ü'.repeat(255)],
  ])('%j becomes %j', (given, kept) => {
    expect(harmlessFileName(given)).toBe(kept);
  });
});
