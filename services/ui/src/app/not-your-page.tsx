import type { Role } from '@bora/contracts';
import { Link } from 'react-router';
import { PageHeading } from '../shared/page-heading.tsx';
import { texts } from '../shared/texts.ts';

const said = texts.notYourPage;

interface NotYourPageProps {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly first: string;
}

/** What a person sees who typed the address of a page that is for others: for whom it is, and the way back. */
export function NotYourPage({ name, roles, first }: NotYourPageProps) {
  return (
    <div className="space-y-4">
      <PageHeading title={name} introduction={said.about} />
      <ul className="list-disc pl-5">
        {roles.map((role) => (
          <li key={role}>{texts.role[role]}</li>
        ))}
      </ul>
      <p>{said.ask}</p>
      <p>
        <Link to={first}>{said.first}</Link>
      </p>
    </div>
  );
}
