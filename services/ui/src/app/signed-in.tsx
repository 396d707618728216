import { pagePaths } from '@bora/contracts';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useAccount } from '../shared/account/use-account.ts';
import { Failure, Loading } from '../shared/states.tsx';
import { NotYourPage } from './not-your-page.tsx';
import { closedPlace, firstPlace, rolesOf } from './places.ts';

/** The pages behind it are for whom is signed in; whoever is not signs in and comes back to the same address. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { data: account, error, isError, refetch } = useAccount();
  const { pathname, search } = useLocation();
  if (account === undefined)
    return isError ? <Failure error={error} onRetry={() => refetch()} /> : <Loading />;
  if (account === null) {
    const back = new URLSearchParams({ back: `${pathname}${search}` });
    return <Navigate to={`${pagePaths.signIn}?${back}`} replace />;
  }
  if (account.mustChangePassword && pathname !== pagePaths.account) {
    return <Navigate to={pagePaths.account} replace />;
  }
  // The first address is that of a page that not every role may use.
  if (pathname === pagePaths.scoreFile && firstPlace(account) !== pathname) {
    return <Navigate to={firstPlace(account)} replace />;
  }
  const closed = closedPlace(pathname, account);
  if (closed) return <NotYourPage name={closed.name} roles={rolesOf(closed)} first={firstPlace(account)} />;
  return children;
}
