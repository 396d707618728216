import { pagePaths } from '@bora/contracts';
import { Link, useLocation } from 'react-router';
import { PageHeading } from '../shared/page-heading.tsx';
import { texts } from '../shared/texts.ts';

const said = texts.noSuchPage;

/** What a person sees who followed a wrong address, and the way back. */
export function NoSuchPage() {
  const { pathname } = useLocation();
  return (
    <div className="space-y-4">
      <PageHeading title={said.title} introduction={said.about} />
      <p className="[overflow-wrap:anywhere]">
        <code>{pathname}</code>
      </p>
      <ul className="flex flex-wrap gap-x-5 *:py-1">
        <li>
          <Link to={pagePaths.scoreFile}>{texts.navigation.scoreFile}</Link>
        </li>
        <li>
          <Link to={pagePaths.batches}>{texts.navigation.files}</Link>
        </li>
      </ul>
    </div>
  );
}
