import type { DecisionWork } from '@bora/contracts';
import { type ReactNode, useState } from 'react';
import { Button } from '../../shared/controls/button.tsx';
import { TextInput } from '../../shared/controls/fields.tsx';
import { sayMoment } from '../../shared/say-numbers.ts';
import { workTexts } from '../../shared/texts/work.ts';
import type { useWorkChange } from './use-work.ts';

const said = workTexts.decisionWork;

interface NotesProps {
  readonly work: DecisionWork;
  readonly change: ReturnType<typeof useWorkChange>;
}

/** What was written down beside the decision, and what the applicant asked for. */
export function NotesAndReviews({ work, change }: NotesProps) {
  return (
    <section className="card space-y-3" aria-label={said.notes}>
      <h2>{said.notes}</h2>
      <ul className="space-y-2">
        {work.notes.map((note) => (
          <Said key={note.id} by={said.by(note.by.name, sayMoment(note.at))}>
            {note.text}
          </Said>
        ))}
      </ul>
      <Writing
        label={said.note}
        action={said.addNote}
        onSend={(text) => change.mutate({ method: 'POST', path: 'notes', body: { text } })}
      />
      <h2>{said.review}</h2>
      <ul className="space-y-2">
        {work.reviewRequests.map((request) => (
          <Said key={request.id} by={said.by(request.by.name, sayMoment(request.at))}>
            {said.reviewSaid(request.requestedOn)} ({request.settledAt ? said.reviewDone : said.reviewOpen}):{' '}
            {request.text}
          </Said>
        ))}
      </ul>
      <ReviewForm change={change} />
    </section>
  );
}

function ReviewForm({ change }: Pick<NotesProps, 'change'>) {
  const [requestedOn, setDay] = useState(() => new Date().toISOString().slice(0, 10));
  return (
    <div className="space-y-2">
      <TextInput label={said.reviewOn} value={requestedOn} inputMode="numeric" onChange={setDay} />
      <Writing
        label={said.reviewText}
        action={said.addReview}
        onSend={(text) =>
          change.mutate({ method: 'POST', path: 'review-requests', body: { text, requestedOn } })
        }
      />
    </div>
  );
}

function Said({ by, children }: { by: string; children: ReactNode }) {
  return (
    <li>
      <p className="[overflow-wrap:anywhere]">{children}</p>
      <p className="help">{by}</p>
    </li>
  );
}

interface WritingProps {
  readonly label: string;
  readonly action: string;
  onSend(text: string): void;
}

function Writing({ label, action, onSend }: WritingProps) {
  const [text, setText] = useState('');
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(text.trim());
        setText('');
      }}
    >
      <TextInput label={label} value={text} onChange={setText} />
      <Button type="submit" isDisabled={text.trim() === ''}>
        {action}
      </Button>
    </form>
  );
}
