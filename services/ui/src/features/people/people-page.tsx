import { useAccount } from '../../shared/account/use-account.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { NewPersonForm } from './new-person-form.tsx';
import { PersonCard } from './person-card.tsx';
import { usePeople } from './use-people.ts';

const said = texts.people;

/** Who may sign in, and as what. */
export function PeoplePage() {
  usePageTitle(said.title);
  const { data: account } = useAccount();
  const { data, error, isError, isPending, refetch } = usePeople();
  return (
    <div className="space-y-5">
      <div>
        <h1>{said.title}</h1>
        <p className="mt-1 max-w-3xl text-soft">{said.introduction}</p>
      </div>
      <NewPersonForm />
      {isError && <Failure error={error} onRetry={() => refetch()} />}
      {isPending && <Loading />}
      <div className="grid gap-4 lg:grid-cols-2">
        {data?.people.map((person) => (
          <PersonCard key={person.id} person={person} isSelf={person.id === account?.id} />
        ))}
      </div>
    </div>
  );
}
