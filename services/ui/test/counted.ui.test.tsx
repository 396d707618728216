import { expect, it } from 'vitest';
import { workTexts } from '../src/shared/texts/work.ts';
import { texts } from '../src/shared/texts.ts';

it('one of what is counted is said in the singular', () => {
  const said = (count: number) => [
    texts.progress.rejected(count, String(count)),
    texts.scores.total(count, String(count)),
    texts.results.erased(count, String(count)).split(':')[0],
    workTexts.referrals.total(count, String(count)),
  ];
  expect(said(1)).toEqual(['1 row rejected so far', '1 applicant', '1 applicant was erased', '1 waits']);
  expect(said(2)).toEqual(['2 rows rejected so far', '2 applicants', '2 applicants were erased', '2 wait']);
});
