import { useState } from 'react';
import { DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { Button } from '../../shared/controls/button.tsx';
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
      <DropZone
        aria-label={texts.scoreFile.drop}
        className={({ isDropTarget }) =>
          `flex min-h-64 flex-col items-center justify-center gap-4 rounded-lg border-2 border-dashed p-6 text-center ${isDropTarget ? 'border-accent bg-sunken' : 'border-edge bg-surface'}`
        }
        onDrop={async ({ items }) => {
          const dropped = items.find(isFileDropItem);
          if (dropped) onFile(await dropped.getFile());
        }}
      >
        <Text slot="label" className="text-lg font-medium">
          {texts.scoreFile.drop}
        </Text>
        <div className="flex flex-wrap justify-center gap-3">
          <FileTrigger
            acceptedFileTypes={acceptedTypes}
            onSelect={(files) => {
              const [picked] = files ?? [];
              if (picked) onFile(picked);
            }}
          >
            <Button look="main">{texts.scoreFile.pick}</Button>
          </FileTrigger>
          <Button onPress={() => loadSample().then(onFile, setFailure)}>{texts.scoreFile.sample}</Button>
        </div>
        <p className="help max-w-xl">{texts.scoreFile.formats}</p>
      </DropZone>
      {failure !== null && <Failure error={failure} />}
    </>
  );
}
