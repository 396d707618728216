import { pagePaths } from '@bora/contracts';
import { NavLink } from 'react-router';
import { texts } from '../shared/texts.ts';
import { NavigationGroup } from './navigation-group.tsx';
import { type Place, placeGroups } from './places.ts';

const said = texts.navigation;

/** The way to every page on which a person has something to do; what is rarer stands behind a button. */
export function Navigation({ places }: { places: readonly Place[] }) {
  const groups = placeGroups.map((group) => ({
    group,
    places: places.filter((place) => place.group === group),
  }));
  return (
    <nav aria-label={said.name}>
      <ul className="-mx-2 grid grid-cols-2 gap-x-1 xl:flex xl:flex-wrap">
        {places.map((place) => !place.group && <PlaceLink key={place.path} place={place} />)}
        {groups.map(({ group, places: behind }) => {
          const [only] = behind;
          if (!only) return null;
          if (behind.length === 1) return <PlaceLink key={group} place={only} />;
          return (
            <NavigationGroup key={group} name={said.group[group]} paths={behind.map(({ path }) => path)}>
              {behind.map((place) => (
                <PlaceLink key={place.path} place={place} />
              ))}
            </NavigationGroup>
          );
        })}
      </ul>
    </nav>
  );
}

function PlaceLink({ place: { path, name } }: { place: Place }) {
  return (
    <li>
      <NavLink
        to={path}
        end={path === pagePaths.scoreFile}
        className={({ isActive }) =>
          `block rounded px-2 py-2.5 text-sm xl:py-1.5 no-underline hover:bg-sunken ${isActive ? 'bg-sunken font-semibold text-ink' : 'text-soft'}`
        }
      >
        {name}
      </NavLink>
    </li>
  );
}
