import type { ReactNode } from 'react';
import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { texts } from '../texts.ts';
import { Button } from './button.tsx';

interface ConfirmationProps {
  /** Text of the button that asks. */
  readonly action: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly look?: 'main' | 'plain' | 'danger';
  readonly isDisabled?: boolean;
  onConfirm(): void;
}

/** A button whose deed is done only after a second yes. */
export function Confirmation({
  action,
  title,
  children,
  look = 'plain',
  isDisabled = false,
  onConfirm,
}: ConfirmationProps) {
  return (
    <DialogTrigger>
      <Button look={look} isDisabled={isDisabled}>
        {action}
      </Button>
      <ModalOverlay
        isDismissable
        className="fixed inset-0 z-40 flex items-center justify-center bg-black/50 p-4"
      >
        <Modal className="w-full max-w-lg">
          <Dialog role="alertdialog" className="card max-h-[90dvh] overflow-auto shadow-xl outline-none">
            {({ close }) => (
              <>
                <Heading slot="title" level={2}>
                  {title}
                </Heading>
                <div className="my-3">{children}</div>
                <div className="flex flex-wrap justify-end gap-2">
                  <Button onPress={close} autoFocus>
                    {texts.confirmation.no}
                  </Button>
                  <Button
                    look={look === 'danger' ? 'danger' : 'main'}
                    onPress={() => {
                      close();
                      onConfirm();
                    }}
                  >
                    {action}
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
