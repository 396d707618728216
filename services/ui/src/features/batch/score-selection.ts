import { Decision, ScoreOrder, WarningCode } from '@bora/contracts';
import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';

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

/**
 * The selection as it stands in the page's address: a reload, a link and the way back keep it. It stands behind the hash,
 * which no server is sent: an applicant's id is not for logs.
 */
export function useScoreSelection() {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const selection = useMemo(() => readSelection(new URLSearchParams(hash.slice(1))), [hash]);
  const change = useCallback(
    (changes: Partial<ScoreSelection>) => {
      const chosen = Object.entries({ ...selection, ...changes }).filter(isChosen);
      const parameters = new URLSearchParams(chosen.map(([name, value]) => [name, String(value)]));
      navigate({ hash: parameters.toString() }, { replace: true, preventScrollReset: true });
    },
    [selection, navigate],
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

/** What is left at its default stands in no address. */
function isChosen([name, value]: [string, unknown]): boolean {
  return value !== undefined && !(name === 'sort' && value === 'row');
}
