import { useState } from 'react';
import { Button } from '../../shared/controls/button.tsx';
import { FileDrop } from '../../shared/controls/file-drop.tsx';
import { loadSample } from '../../shared/sample.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';

const acceptedTypes = [
  '.xlsx',
  '.csv',
  '.tsv',
  '.tab',
  '.txt',
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
];

/** Three ways to a file: drop it, pick it, or take the sample. */
export function ChooseFile({ onFile }: { onFile(file: File): void }) {
  const [failure, setFailure] = useState<unknown>(null);
  return (
    <>
      <FileDrop
        label={texts.scoreFile.drop}
        pick={texts.scoreFile.pick}
        help={texts.scoreFile.formats}
        acceptedTypes={acceptedTypes}
        onFile={onFile}
      >
        <Button onPress={() => loadSample().then(onFile, setFailure)}>{texts.scoreFile.sample}</Button>
      </FileDrop>
      {failure !== null && <Failure error={failure} />}
    </>
  );
}
