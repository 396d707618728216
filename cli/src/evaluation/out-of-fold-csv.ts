import { safeCsvField } from '@bora/features';
import type { LabelledApplicants } from '@bora/model';

/** `row,applicantId,bad,pd`: what a model that did not see the applicant's fold says, beside what happened. */
export function outOfFoldCsv({ table, bad }: LabelledApplicants, pd: Float64Array): string {
  const lines = Array.from(pd, (value, index) =>
    [table.row[index]!, safeCsvField(table.applicantId[index]!), bad[index]!, value].join(','),
  );
  return `${['row,applicantId,bad,pd', ...lines].join('\n')}\n`;
}
