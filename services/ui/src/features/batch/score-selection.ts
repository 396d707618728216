import { Decision, ScoreOrder, WarningCode } from '@bora/contracts';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** Which scores are shown, and in what order. */
export interface ScoreSelection {
  readonly sort: ScoreOrder;
  readonly decision: Decision | undefined;
  readonly warning: WarningCode | undefined;
  readonly reason: string | undefined;
  readonly scoreFrom: number | undefined;
  readonly scoreTo: number | undefined;
  readonly applicant: string | undefined;
}

/** The selection as it stands in the page's address: a reload, a link and the way back keep it. */
export function useScoreSelection() {
  const [parameters, setParameters] = useSearchParams();
  const selection = useMemo(() => readSelection(parameters), [parameters]);
  const change = useCallback(
    (changes: Partial<ScoreSelection>) =>
      setParameters(
        (before) => new URLSearchParams(selectionQuery({ ...readSelection(before), ...changes })),
        { replace: true },
      ),
    [setParameters],
  );
  return { selection, change };
}

function readSelection(parameters: URLSearchParams): ScoreSelection {
  const text = (name: string) => parameters.get(name) || undefined;
  const whole = (name: string) =>
    /^\d{1,4}$/.test(parameters.get(name) ?? '') ? Number(text(name)) : undefined;
  return {
    sort: ScoreOrder.safeParse(text('sort')).data ?? 'row',
    decision: Decision.safeParse(text('decision')).data,
    warning: WarningCode.safeParse(text('warning')).data,
    reason: text('reason'),
    scoreFrom: whole('scoreFrom'),
    scoreTo: whole('scoreTo'),
    applicant: text('applicant')?.slice(0, 100),
  };
}

/** Query parameters of a selection, for the page's address and for the api alike. */
export function selectionQuery(selection: ScoreSelection): string {
  const given = Object.entries(selection).filter(
    ([name, value]) => value !== undefined && !isDefault(name, value),
  );
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

const isDefault = (name: string, value: unknown) => name === 'sort' && value === 'row';
