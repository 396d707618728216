import type { ReactNode } from 'react';
import { ApiError, UnreachableError } from './api.ts';
import { Button } from './controls/button.tsx';
import { texts } from './texts.ts';

const looks = {
  info: 'border-line bg-sunken text-ink',
  good: 'border-approve bg-approve-soft text-approve',
  warning: 'border-refer bg-refer-soft text-refer',
  error: 'border-decline bg-decline-soft text-decline',
} as const;

interface NoticeProps {
  readonly kind: keyof typeof looks;
  readonly title: string;
  readonly children?: ReactNode;
}

/** A sentence that a person should not overlook. */
export function Notice({ kind, title, children }: NoticeProps) {
  return (
    <div
      role={kind === 'error' ? 'alert' : 'status'}
      className={`rounded-lg border px-4 py-3 ${looks[kind]}`}
    >
      <p className="font-semibold">{title}</p>
      {children && <div className="mt-1 text-ink [overflow-wrap:anywhere]">{children}</div>}
    </div>
  );
}

/** Holds the place of what is still being read. */
export function Loading({ what = texts.loading }: { what?: string }) {
  return (
    <div role="status" className="flex min-h-48 items-center justify-center text-soft">
      {what}
    </div>
  );
}

/** What went wrong in words, with a way to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, advice, requestId } = sayFailure(error);
  return (
    <Notice kind="error" title={title}>
      <p>{advice}</p>
      {requestId && (
        <p className="help">
          {texts.failure.requestId} <code>{requestId}</code>
        </p>
      )}
      {onRetry && (
        <div className="mt-3">
          <Button onPress={onRetry}>{texts.failure.retry}</Button>
        </div>
      )}
    </Notice>
  );
}

export function sayFailure(error: unknown): { title: string; advice: string; requestId: string | null } {
  if (error instanceof UnreachableError) return { ...texts.failure.unreachable, requestId: null };
  if (error instanceof ApiError && error.problem) {
    const { title, detail = '', requestId } = error.problem;
    return { title, advice: detail, requestId };
  }
  return { ...texts.failure.unexpected, requestId: null };
}
