import type { Score } from '@bora/contracts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type FormValues, scoreApplication } from './score-application.ts';

/** Time that typing may pause before the change is scored. */
const typingPauseMs = 600;

interface Scored {
  readonly values: FormValues;
  /** Tried, and not in the record. */
  readonly isTrial: boolean;
  readonly score: Score;
}

export type WhatIf = ReturnType<typeof useWhatIf>;

/**
 * Scores an application when asked, and from then on tries every change, beside the first score, which is shown again
 * where its values stand again.
 *
 * @param isDecided whether the applicant was decided about before: then the first score is a trial too.
 * @param isRefused whether the api would not take the values as they stand.
 */
export function useWhatIf(values: FormValues, isDecided: boolean, isRefused: boolean) {
  const [first, setFirst] = useState<Scored | null>(null);
  const [latest, setLatest] = useState<Scored | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isScoring, setScoring] = useState(false);
  const running = useRef<AbortController>(null);
  const asTrial = useRef(isDecided);
  useEffect(() => () => running.current?.abort(), []);

  async function score(isTrial: boolean): Promise<void> {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    asTrial.current = isTrial;
    setScoring(true);
    setFailure(null);
    try {
      const scored = { values, isTrial, score: await scoreApplication(values, isTrial, controller.signal) };
      if (controller.signal.aborted) return;
      setFirst((before) => before ?? scored);
      setLatest(scored);
    } catch (error) {
      if (!controller.signal.aborted) setFailure(error);
    }
    if (running.current === controller) setScoring(false);
  }

  const again = useRef(score);
  again.current = score;
  const changed = useMemo(() => changedNames(first?.values, values), [first, values]);
  const isFirst = first !== null && changed.size === 0;
  // What was scored already is shown again: scored anew it would be decided about twice.
  useEffect(() => {
    if (!isFirst) return;
    running.current?.abort();
    setScoring(false);
    setFailure(null);
    setLatest({ ...first, values });
  }, [isFirst, first, values]);

  const isStale = latest !== null && latest.values !== values && !isRefused && !isFirst;
  useEffect(() => {
    if (!isStale) return;
    const pause = setTimeout(() => again.current(true), typingPauseMs);
    return () => clearTimeout(pause);
  }, [isStale, values]);

  return {
    first,
    latest,
    changed,
    failure,
    isScoring: isScoring || isStale,
    score: () => score(isDecided),
    /** What failed, once more: a try does not become a decision. */
    retry: () => score(asTrial.current),
    forget() {
      running.current?.abort();
      setScoring(false);
      setFirst(null);
      setLatest(null);
      setFailure(null);
    },
  };
}

function changedNames(before: FormValues | undefined, values: FormValues): ReadonlySet<string> {
  if (!before) return new Set();
  const names = [...new Set([...Object.keys(before), ...Object.keys(values)])];
  return new Set(names.filter((name) => (before[name] ?? '').trim() !== (values[name] ?? '').trim()));
}
