import type { ApplicationSchema } from '@bora/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../shared/api.ts';
import { Button } from '../../shared/controls/button.tsx';
import { Progress } from '../../shared/controls/progress.tsx';
import { isSample } from '../../shared/sample.ts';
import { sayBytes, sayCount } from '../../shared/say-numbers.ts';
import { Failure, Loading, Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { checkFile, type FileCheck } from './check-file.ts';
import { ColumnMessages } from './column-messages.tsx';
import { TrialChoice } from './trial-choice.tsx';
import { useUploadBatch } from './upload-batch.ts';

interface CheckedFileProps {
  readonly file: File;
  readonly schema: ApplicationSchema | undefined;
  onOther(): void;
}

/** A chosen file: what its header says, and the way to send it. */
export function CheckedFile({ file, schema, onOther }: CheckedFileProps) {
  const upload = useUploadBatch();
  const check = useQuery({
    queryKey: ['file-check', file.name, file.size, file.lastModified, schema?.id],
    queryFn: () => checkFile(file, schema!),
    enabled: schema !== undefined,
    gcTime: 0,
  });
  const { share } = upload;
  const [chosen, setChosen] = useState<boolean | null>(null);
  const outcome = check.data?.kind === 'ready' ? check.data.outcome : null;
  const isTrial = isSample(file) || (chosen ?? outcome !== null);
  const canSend = check.data !== undefined && check.data.kind !== 'refused';
  return (
    <section className="card min-h-64 space-y-4" aria-labelledby="chosen-file">
      <div>
        <h2 id="chosen-file" className="[overflow-wrap:anywhere]">
          {file.name}
        </h2>
        <p className="help">{sayBytes(file.size)}</p>
      </div>
      {check.isError && <Failure error={check.error} />}
      {check.isPending && <Loading what={texts.scoreFile.checking} />}
      {check.data && !isRefusedFile(upload.failure) && <Verdict check={check.data} />}
      {upload.failure !== null && <Failure error={upload.failure} />}
      {share === null && canSend && (
        <TrialChoice isTrial={isTrial} isSample={isSample(file)} outcome={outcome} onChange={setChosen} />
      )}
      {share === null ? (
        <div className="flex flex-wrap gap-3">
          {canSend && (
            <Button look="main" autoFocus onPress={() => upload.start(file, isTrial)}>
              {texts.scoreFile.start}
            </Button>
          )}
          <Button onPress={onOther}>{texts.scoreFile.other}</Button>
        </div>
      ) : (
        <>
          <Progress
            label={texts.scoreFile.uploading}
            share={share}
            detail={share < 1 ? texts.scoreFile.uploadHelp : texts.scoreFile.cutting}
          />
          <Button onPress={upload.stop}>{texts.scoreFile.stop}</Button>
        </>
      )}
      {check.data && check.data.columns.length > 0 && <ColumnMessages columns={check.data.columns} />}
    </section>
  );
}

/** The api has read the file and says that it cannot be scored, whatever its beginning promised. */
function isRefusedFile(failure: unknown): boolean {
  const tooLarge = 413;
  const unprocessable = 422;
  return failure instanceof ApiError && [tooLarge, unprocessable].includes(failure.status);
}

function Verdict({ check }: { check: FileCheck }) {
  if (check.kind === 'refused') {
    return (
      <Notice kind="error" title={texts.scoreFile.refused}>
        {check.message}
      </Notice>
    );
  }
  if (check.kind === 'workbook') {
    return (
      <Notice kind="info" title={texts.scoreFile.workbook}>
        {texts.scoreFile.workbookHelp}
      </Notice>
    );
  }
  const { layout } = check;
  const used = layout.variables.filter((variable) => variable !== null).length;
  const count = sayCount(used);
  return (
    <Notice kind="good" title={texts.scoreFile.ready}>
      {layout.header
        ? texts.scoreFile.recognised(count, texts.delimiter[layout.delimiter])
        : texts.scoreFile.published(count)}
    </Notice>
  );
}
