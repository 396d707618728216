import { useAccount } from '../../shared/account/use-account.ts';
import { Answered } from '../../shared/answered.tsx';
import { PageHeading } from '../../shared/page-heading.tsx';
import { texts } from '../../shared/texts.ts';
import { NewPersonForm } from './new-person-form.tsx';
import { PersonCard } from './person-card.tsx';
import { usePeople } from './use-people.ts';

const said = texts.people;

/** Who may sign in, and as what. */
export function PeoplePage() {
  const { data: account } = useAccount();
  return (
    <div className="space-y-5">
      <PageHeading title={said.title} introduction={said.introduction} />
      <NewPersonForm />
      <Answered query={usePeople()}>
        {({ people }) => (
          <div className="grid gap-4 lg:grid-cols-2">
            {people.map((person) => (
              <PersonCard key={person.id} person={person} isSelf={person.id === account?.id} />
            ))}
          </div>
        )}
      </Answered>
    </div>
  );
}
