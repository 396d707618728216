import { sayMoment } from './say-numbers.ts';

/** A moment that stays in one line, also in a narrow table. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {sayMoment(at)}
    </time>
  );
}
