import type { ReactNode } from 'react';
import { ApiError, UnreachableError } from './api.ts';
import { Failure, Loading, Notice } from './states.tsx';

interface AnsweredProps<Data> {
  readonly query: {
    readonly data: Data | undefined;
    readonly error: unknown;
    refetch(): unknown;
  };
  /** What is said where there is no such thing; the words of the api where no advice is given. */
  readonly unknown?: { readonly title: string; readonly advice?: string; readonly heading?: string };
  children(data: Data): ReactNode;
}

/** What was asked of the api: while it is read, where there is none of it, where reading failed, and the answer. */
export function Answered<Data>({ query: { data, error, refetch }, unknown, children }: AnsweredProps<Data>) {
  if (data === undefined && unknown && error instanceof ApiError && error.status === 404) {
    return (
      <>
        {unknown.heading && <h1 className="mb-4">{unknown.heading}</h1>}
        <Notice kind="warning" title={unknown.title}>
          {unknown.advice ?? error.message}
        </Notice>
      </>
    );
  }
  // That nobody answers is said above every page; what was read before stays.
  const isSaid = data !== undefined && error instanceof UnreachableError;
  return (
    <>
      {error != null && !isSaid && <Failure error={error} onRetry={() => refetch()} />}
      {data === undefined && error == null && <Loading />}
      {data !== undefined && children(data)}
    </>
  );
}
