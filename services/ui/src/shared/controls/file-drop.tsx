import type { ReactNode } from 'react';
import { DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { Button } from './button.tsx';

interface FileDropProps {
  readonly label: string;
  readonly pick: string;
  readonly help: string;
  readonly acceptedTypes: readonly string[];
  /** Other ways to a file. */
  readonly children?: ReactNode;
  onFile(file: File): void;
}

/** Two ways to a file: drop it or pick it. */
export function FileDrop({ label, pick, help, acceptedTypes, children, onFile }: FileDropProps) {
  return (
    <DropZone
      aria-label={label}
      className={({ isDropTarget }) =>
        `flex min-h-64 flex-col items-center justify-center gap-4 rounded-lg border-2 border-dashed p-6 text-center ${isDropTarget ? 'border-accent bg-sunken' : 'border-edge bg-surface'}`
      }
      onDrop={async ({ items }) => {
        const dropped = items.find(isFileDropItem);
        if (dropped) onFile(await dropped.getFile());
      }}
    >
      <Text slot="label" className="text-lg font-medium">
        {label}
      </Text>
      <div className="flex flex-wrap justify-center gap-3">
        <FileTrigger
          acceptedFileTypes={acceptedTypes}
          onSelect={(files) => {
            const [picked] = files ?? [];
            if (picked) onFile(picked);
          }}
        >
          <Button look="main">{pick}</Button>
        </FileTrigger>
        {children}
      </div>
      <p className="help max-w-xl">{help}</p>
    </DropZone>
  );
}
