import type { ApplicationSchema } from '@bora/contracts';
import { useState } from 'react';
import {
  Dialog,
  DialogTrigger,
  Heading,
  Label,
  Modal,
  ModalOverlay,
  TextArea,
  TextField,
} from 'react-aria-components';
import { Button } from '../../shared/controls/button.tsx';
import { Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { type PastedRow, readPastedRow } from './read-pasted-row.ts';
import type { FormValues } from './score-application.ts';

interface PasteRowProps {
  readonly schema: ApplicationSchema;
  onRow(values: FormValues): void;
}

/** Fills the form from a row copied out of a spreadsheet. */
export function PasteRow({ schema, onRow }: PasteRowProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Extract<PastedRow, { problem: string }>['problem'] | null>(null);
  const take = (close: () => void) => {
    const row = readPastedRow(text, schema);
    if ('problem' in row) return setProblem(row.problem);
    onRow(row.values);
    setText('');
    setProblem(null);
    close();
  };
  return (
    <DialogTrigger>
      <Button>{texts.paste.action}</Button>
      <ModalOverlay
        isDismissable
        className="fixed inset-0 z-40 flex items-center justify-center bg-black/50 p-4"
      >
        <Modal className="w-full max-w-2xl">
          <Dialog className="card max-h-[90dvh] space-y-3 overflow-auto shadow-xl outline-none">
            {({ close }) => (
              <>
                <Heading slot="title" level={2}>
                  {texts.paste.action}
                </Heading>
                <p className="help">{texts.paste.help}</p>
                <TextField value={text} onChange={setText} autoFocus>
                  <Label className="label">{texts.paste.label}</Label>
                  <TextArea className="field mt-1 h-32 font-mono text-sm" />
                </TextField>
                {problem && (
                  <Notice kind="error" title={texts.paste.problemTitle}>
                    {texts.paste.problem[problem]}
                  </Notice>
                )}
                <div className="flex flex-wrap justify-end gap-2">
                  <Button onPress={close}>{texts.confirmation.no}</Button>
                  <Button look="main" onPress={() => take(close)}>
                    {texts.paste.take}
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
