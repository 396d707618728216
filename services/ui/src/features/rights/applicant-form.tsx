import { ApplicantRequest } from '@bora/contracts';
import { type FormEvent, useState } from 'react';
import { Button } from '../../shared/controls/button.tsx';
import { TextInput } from '../../shared/controls/fields.tsx';
import { texts } from '../../shared/texts.ts';

const said = texts.rights;

interface ApplicantFormProps {
  readonly applicantId: string;
  onShow(applicantId: string): void;
}

/** Whom it is about. */
export function ApplicantForm({ applicantId, onShow }: ApplicantFormProps) {
  const [typed, setTyped] = useState(applicantId);
  const [problem, setProblem] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    // Numbers are kept without blanks around them.
    const number = typed.trim();
    const isOfTheForm = ApplicantRequest.safeParse({ applicantId: number }).success;
    setProblem(number === '' ? said.numberMissing : isOfTheForm ? '' : said.tooLong);
    if (isOfTheForm) onShow(number);
  };
  return (
    <form onSubmit={send} noValidate role="search" className="card max-w-3xl space-y-3">
      <TextInput
        label={said.number}
        help={said.numberHelp}
        value={typed}
        problem={problem}
        onChange={setTyped}
      />
      <Button type="submit" look="main">
        {said.show}
      </Button>
    </form>
  );
}
