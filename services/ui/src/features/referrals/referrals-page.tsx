import { useMay } from '../../shared/account/use-account.ts';
import { PageHeading } from '../../shared/page-heading.tsx';
import { workTexts } from '../../shared/texts/work.ts';
import { OverrideReportCard } from './override-report-card.tsx';
import { ReferQueueCard } from './refer-queue-card.tsx';

const said = workTexts.referrals;

/** What waits for a person, and who overrode how much. */
export function ReferralsPage() {
  const mayRead = useMay('override:report');
  return (
    <div className="space-y-5">
      <PageHeading title={said.title} introduction={said.introduction} />
      {useMay('referral:settle') && <ReferQueueCard />}
      {mayRead && <OverrideReportCard />}
    </div>
  );
}
