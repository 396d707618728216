import { Button } from '../../shared/controls/button.tsx';
import { Loading, Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { type SavedExport, useExportApplicant } from './export-applicant.ts';
import { RightsFailure } from './rights-failure.tsx';

const said = texts.rights.download;

/** Hands out what is recorded. */
export function DownloadCard({ applicantId }: { applicantId: string }) {
  const download = useExportApplicant();
  return (
    <section className="card space-y-3" aria-labelledby="applicant-download">
      <h2 id="applicant-download">{said.title}</h2>
      <p>{said.about}</p>
      {download.isError && <RightsFailure error={download.error} />}
      {download.data && <Saved saved={download.data} />}
      {download.isPending && <Loading what={said.busy} />}
      <Button look="main" isDisabled={download.isPending} onPress={() => download.mutate(applicantId)}>
        {said.action}
      </Button>
    </section>
  );
}

function Saved({ saved: { file, decisions, undecided } }: { saved: SavedExport }) {
  if (file === null) {
    return (
      <Notice kind="warning" title={said.nothing}>
        {said.nothingDetail}
      </Notice>
    );
  }
  return (
    <Notice kind="good" title={said.done(file)}>
      {said.holds(decisions, undecided)}
    </Notice>
  );
}
