import { type DecisionWork, finalDecision, Settled } from '@bora/contracts';
import { useState } from 'react';
import { Button } from '../../shared/controls/button.tsx';
import { Choice, TextInput } from '../../shared/controls/fields.tsx';
import { sayCount } from '../../shared/say-numbers.ts';
import { Failure } from '../../shared/states.tsx';
import { workTexts } from '../../shared/texts/work.ts';
import { texts } from '../../shared/texts.ts';
import { useOverrideReasons, type useWorkChange } from './use-work.ts';

const said = workTexts.decisionWork;

interface OverrideFormProps {
  readonly work: DecisionWork;
  readonly change: ReturnType<typeof useWorkChange>;
  onDone?(): void;
}

/** Decides otherwise, or upholds the decision, with a reason of the list and words of one's own. */
export function OverrideForm({ work, change, onDone }: OverrideFormProps) {
  const reasons = useOverrideReasons();
  const [decision, setDecision] = useState('');
  const [reason, setReason] = useState('');
  const [text, setText] = useState('');
  const [amount, setAmount] = useState('');
  const chosen = Settled.safeParse(decision).data;
  const limit = reasons.data?.secondPersonAbove ?? null;
  const fitting = (reasons.data?.reasons ?? []).filter(
    ({ decisions }) => chosen && decisions.includes(chosen),
  );
  const isReady = chosen && reason !== '' && text.trim() !== '' && !Number.isNaN(Number(amount));
  function decide() {
    if (!chosen) return;
    const body = {
      decision: chosen,
      reason,
      text: text.trim(),
      ...(amount === '' ? {} : { amount: Number(amount) }),
    };
    change.mutate({ method: 'POST', path: 'overrides', body }, { onSuccess: () => onDone?.() });
  }
  return (
    <form
      className="card space-y-4"
      aria-label={said.override}
      onSubmit={(event) => {
        event.preventDefault();
        decide();
      }}
    >
      <h2>{said.override}</h2>
      {reasons.isError && <Failure error={reasons.error} onRetry={() => reasons.refetch()} />}
      <Choice
        label={said.decision}
        value={decision}
        emptyText={said.choose}
        options={Settled.options.map((one) => [one, texts.decision[one]] as const)}
        help={chosen === 'approve' && finalDecision(work.decision) === 'decline' ? said.twoPeople : undefined}
        onChange={(value) => {
          setDecision(value);
          setReason('');
        }}
      />
      <Choice
        label={said.reason}
        value={reason}
        emptyText={said.choose}
        options={fitting.map((one) => [one.code, one.text] as const)}
        onChange={setReason}
      />
      <TextInput label={said.text} value={text} help={said.textHelp} onChange={setText} />
      {limit !== null && (
        <TextInput
          label={said.amount}
          value={amount}
          inputMode="decimal"
          help={said.amountHelp(sayCount(limit))}
          onChange={setAmount}
        />
      )}
      <Button type="submit" look="main" isDisabled={!isReady || change.isPending}>
        {said.propose}
      </Button>
    </form>
  );
}
