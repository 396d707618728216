import { NewHold } from '@bora/contracts';
import { type FormEvent, useState } from 'react';
import { Button } from '../../shared/controls/button.tsx';
import { TextInput } from '../../shared/controls/fields.tsx';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePlaceHold } from './use-holds.ts';

const said = texts.rights.hold;

/** Places a hold on an applicant. */
export function NewHoldForm({ applicantId }: { applicantId: string }) {
  const [reason, setReason] = useState('');
  const place = usePlaceHold();
  const hold = { applicantId, reason: reason.trim() };
  const isTooLong = hold.reason !== '' && !NewHold.safeParse(hold).success;
  const send = (event: FormEvent) => {
    event.preventDefault();
    place.mutate(hold, { onSuccess: () => setReason('') });
  };
  return (
    <form onSubmit={send} className="space-y-3">
      <TextInput
        label={said.reason}
        help={said.reasonHelp}
        value={reason}
        problem={isTooLong ? said.reasonTooLong : ''}
        onChange={setReason}
      />
      {place.isError && <Failure error={place.error} />}
      <Button type="submit" isDisabled={hold.reason === '' || isTooLong || place.isPending}>
        {said.action}
      </Button>
    </form>
  );
}
