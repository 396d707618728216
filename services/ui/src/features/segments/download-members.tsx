import type { SegmentationSummary } from '@bora/contracts';
import { buttonLook } from '../../shared/controls/button.tsx';
import { texts } from '../../shared/texts.ts';
import { areMembersGone, useMemberSample } from './use-member-sample.ts';

/** The file of all customers with their segments, as long as they are kept. */
export function DownloadMembers({ id, summary }: { id: string; summary: SegmentationSummary }) {
  const { error } = useMemberSample(id, summary.segments);
  if (areMembersGone(error)) return null;
  return (
    <a className={buttonLook('main')} href={`/v1/segmentations/${id}/members.csv`} download>
      {texts.segments.download}
    </a>
  );
}
