import { useMay } from '../../shared/account/use-account.ts';
import { workTexts } from '../../shared/texts/work.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { OverrideReportCard } from './override-report-card.tsx';
import { ReferQueueCard } from './refer-queue-card.tsx';

const said = workTexts.referrals;

/** What waits for a person, and who overrode how much. */
export function ReferralsPage() {
  usePageTitle(said.title);
  const mayRead = useMay('override:report');
  return (
    <div className="space-y-5">
      <div>
        <h1>{said.title}</h1>
        <p className="mt-1 max-w-3xl text-soft">{said.introduction}</p>
      </div>
      {useMay('referral:settle') && <ReferQueueCard />}
      {mayRead && <OverrideReportCard />}
    </div>
  );
}
