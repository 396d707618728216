import { type FormEvent, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Button } from '../controls/button.tsx';
import { Choice, TextInput } from '../controls/fields.tsx';
import { workTexts } from '../texts/work.ts';

const said = workTexts.search;

/** What is searched for among the decisions that people work on, as it is typed; an empty text does not matter. */
export interface TypedWorkSearch {
  readonly applicantIdPrefix: string;
  readonly state: string;
  /** `mine` or empty. */
  readonly whose: string;
  readonly age: string;
}

const anyWork: TypedWorkSearch = { applicantIdPrefix: '', state: '', whose: '', age: '' };

/** The search as it stands behind the hash of the address, which no server is sent. */
export function useWorkSearch(): {
  search: TypedWorkSearch;
  show: (search: TypedWorkSearch) => void;
} {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const given = Object.fromEntries(new URLSearchParams(hash.slice(1)));
  return {
    search: { ...anyWork, ...given },
    show: (search) => {
      const chosen = Object.entries(search).filter(([, value]) => value !== '');
      navigate({ hash: new URLSearchParams(chosen).toString() });
    },
  };
}

const dayMs = 86_400_000;

/** What a typed search asks of the record now. */
export function askedWork({ applicantIdPrefix, whose, age }: TypedWorkSearch) {
  const moment = (days: number) => new Date(Date.now() - days * dayMs).toISOString();
  return {
    ...(applicantIdPrefix && { applicantIdPrefix }),
    mine: whose === 'mine',
    ...(age === 'new' && { from: moment(1) }),
    ...(Number(age) > 0 && { to: moment(Number(age)) }),
  };
}

interface WorkSearchFormProps {
  readonly search: TypedWorkSearch;
  /** The state that is not the usual one, and both in words. */
  readonly states: { readonly usual: string; readonly other: readonly [state: string, text: string] };
  readonly mine: string;
  onSearch(search: TypedWorkSearch): void;
}

/** Narrows a list by applicant, state, whose it is and age: taken as a whole when the form is sent. */
export function WorkSearchForm({ search, states, mine, onSearch }: WorkSearchFormProps) {
  const [asked, setAsked] = useState(search);
  const set = (name: keyof TypedWorkSearch) => (value: string) =>
    setAsked((before) => ({ ...before, [name]: value }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSearch({ ...asked, applicantIdPrefix: asked.applicantIdPrefix.trim() });
  };
  const clear = () => {
    setAsked(anyWork);
    onSearch(anyWork);
  };
  return (
    <form
      onSubmit={send}
      role="search"
      className="card grid grid-cols-1 items-start gap-3 sm:grid-cols-2 lg:grid-cols-4"
    >
      <TextInput
        label={said.applicant}
        help={said.applicantHelp}
        value={asked.applicantIdPrefix}
        onChange={set('applicantIdPrefix')}
      />
      <Choice
        label={said.state}
        value={asked.state}
        emptyText={states.usual}
        options={[states.other]}
        onChange={set('state')}
      />
      <Choice
        label={said.whose}
        value={asked.whose}
        emptyText={said.everybody}
        options={[['mine', mine]]}
        onChange={set('whose')}
      />
      <Choice
        label={said.age}
        value={asked.age}
        emptyText={said.anyAge}
        options={said.ages}
        onChange={set('age')}
      />
      <div className="flex flex-wrap gap-2 sm:col-span-2 lg:col-span-4">
        <Button type="submit" look="main">
          {said.search}
        </Button>
        <Button onPress={clear}>{said.clear}</Button>
      </div>
    </form>
  );
}
