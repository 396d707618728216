import { ApplicantExport } from '@bora/contracts';
import { useMutation } from '@tanstack/react-query';
import { callApi } from '../../shared/api.ts';
import { saveJson } from '../../shared/save-json.ts';
import { texts } from '../../shared/texts.ts';

/** What was saved. */
export interface SavedExport {
  /** Null: nothing is recorded, and nothing was saved. */
  readonly file: string | null;
  readonly decisions: number;
  readonly undecided: number;
}

/** Saves all that is recorded about an applicant as a file that is named by the day, not by the applicant. */
export function useExportApplicant() {
  return useMutation({
    mutationFn: async (applicantId: string): Promise<SavedExport> => {
      const found = await callApi('/v1/applicants/exports', ApplicantExport, {
        method: 'POST',
        body: { applicantId },
      });
      const { decisions, undecided, holds } = found;
      const counts = { decisions: decisions.length, undecided: undecided.length };
      if (decisions.length + undecided.length + holds.length === 0) return { file: null, ...counts };
      const file = texts.rights.download.file(found.exportedAt.slice(0, 10));
      saveJson(file, found);
      return { file, ...counts };
    },
  });
}
