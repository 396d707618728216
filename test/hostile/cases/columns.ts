import { applicantHeader, applicantRow, idColumn } from '../applicants.ts';
import type { Body } from '../body.ts';
import { bombMs, type HostileCase } from '../hostile-case.ts';
import { refused } from '../post.ts';
import type { Target } from '../target.ts';

const tenThousandTimes = 10_000;

const sent = (make: () => Body) => (target: Target) => refused(target, make());
const header = (columns: number) => Array.from({ length: columns }, (_, index) => `c${index}`).join(',');

/** Headers of files. */
export const columns: readonly HostileCase[] = [
  {
    name: 'columns-100000',
    sends: 'a header of 100,000 names',
    outcome: '422 file-record-too-long',
    withinMs: bombMs,
    attack: sent(() => `${header(10 * tenThousandTimes)}\n1\n`),
  },
  {
    name: 'columns-30000',
    sends: 'a header of 30,000 names, which is nearly as long as a record may be',
    outcome: '422 file-too-many-columns',
    withinMs: bombMs,
    attack: sent(() => `${header(3 * tenThousandTimes)}\n1\n`),
  },
  {
    name: 'columns-twice',
    sends: 'a good header with a name that stands twice',
    outcome: '422 file-ambiguous-header',
    withinMs: bombMs,
    attack: sent(() => `${applicantHeader},${idColumn}\n${applicantRow(1)},x\n`),
  },
  {
    name: 'columns-proto',
    sends: 'a good header and the columns __proto__, constructor and toString',
    outcome: '422 file-unknown-columns',
    withinMs: bombMs,
    isFast: true,
    attack: sent(() => `${applicantHeader},__proto__,constructor,toString\n${applicantRow(1)},x,y,z\n`),
  },
];
