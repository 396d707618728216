import type { Batch } from '@bora/contracts';
import { Link } from 'react-router';
import { batchAddress } from '../../shared/addresses.ts';
import { sayMoment } from '../../shared/say-numbers.ts';
import { Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';

interface SentBeforeProps {
  readonly earlier: NonNullable<Batch['sameFileAs']>;
  /** The later one can still be cancelled. */
  readonly isRunning: boolean;
}

/** Says that an earlier file has the same bytes, and where it is. */
export function SentBefore({ earlier, isRunning }: SentBeforeProps) {
  const { sentBefore, sentBeforeDetail, sentBeforeCancel, earlierFile } = texts.batch;
  return (
    <Notice kind="warning" title={sentBefore(sayMoment(earlier.createdAt))}>
      {sentBeforeDetail} {isRunning && sentBeforeCancel}{' '}
      <Link to={batchAddress(earlier.id)}>{earlierFile}</Link>
    </Notice>
  );
}
