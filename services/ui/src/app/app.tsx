import { pagePaths } from '@bora/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, lazy, Suspense } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { ScoreFilePage } from '../features/score-file/score-file-page.tsx';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { ApiError } from '../shared/api.ts';
import { Loading } from '../shared/states.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Layout } from './layout.tsx';
import { NoSuchPage } from './no-such-page.tsx';
import { SignedIn } from './signed-in.tsx';

const BatchPage = page(() => import('../features/batch/batch-page.tsx').then((file) => file.BatchPage));
const BatchesPage = page(() => import('../features/batch/batches-page.tsx').then((file) => file.BatchesPage));
const ApplicantPage = page(() =>
  import('../features/applicant/applicant-page.tsx').then((file) => file.ApplicantPage),
);
const PersonPage = page(() => import('../features/person/person-page.tsx').then((file) => file.PersonPage));
const PoliciesPage = page(() =>
  import('../features/policies/policies-page.tsx').then((file) => file.PoliciesPage),
);
const SimulationsPage = page(() =>
  import('../features/simulations/simulations-page.tsx').then((file) => file.SimulationsPage),
);
const SimulationPage = page(() =>
  import('../features/simulations/simulation-page.tsx').then((file) => file.SimulationPage),
);
const ComparisonPage = page(() =>
  import('../features/simulations/comparison-page.tsx').then((file) => file.ComparisonPage),
);
const SegmentsPage = page(() =>
  import('../features/segments/segments-page.tsx').then((file) => file.SegmentsPage),
);
const SegmentationPage = page(() =>
  import('../features/segments/segmentation-page.tsx').then((file) => file.SegmentationPage),
);
const StoredSegmentationPage = page(() =>
  import('../features/segments/stored-segmentation-page.tsx').then((file) => file.StoredSegmentationPage),
);
const DecisionsPage = page(() =>
  import('../features/decisions/decisions-page.tsx').then((file) => file.DecisionsPage),
);
const DecisionPage = page(() =>
  import('../features/decisions/decision-page.tsx').then((file) => file.DecisionPage),
);
const ModelsPage = page(() => import('../features/models/models-page.tsx').then((file) => file.ModelsPage));
const ModelPage = page(() => import('../features/models/model-page.tsx').then((file) => file.ModelPage));
const OperationsPage = page(() =>
  import('../features/operations/operations-page.tsx').then((file) => file.OperationsPage),
);

const AccountPage = page(() =>
  import('../features/account/account-page.tsx').then((file) => file.AccountPage),
);
const PeoplePage = page(() => import('../features/people/people-page.tsx').then((file) => file.PeoplePage));
const KeysPage = page(() => import('../features/keys/keys-page.tsx').then((file) => file.KeysPage));

const ReferralsPage = page(() =>
  import('../features/referrals/referrals-page.tsx').then((file) => file.ReferralsPage),
);
const ReferralPage = page(() =>
  import('../features/referrals/referral-page.tsx').then((file) => file.ReferralPage),
);
const NoticesPage = page(() =>
  import('../features/notices/notices-page.tsx').then((file) => file.NoticesPage),
);
const AuditPage = page(() => import('../features/audit/audit-page.tsx').then((file) => file.AuditPage));
const RightsPage = page(() => import('../features/rights/rights-page.tsx').then((file) => file.RightsPage));

const maximumRetries = 2;
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 5_000,
      // What the api refuses once it will refuse again.
      retry: (failures, error) =>
        failures < maximumRetries && !(error instanceof ApiError && error.status < 500),
    },
    mutations: { networkMode: 'always' },
  },
});

/** The interface: its pages by address; all but the first are loaded when they are opened. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <BrowserRouter>
        <Layout>
          <ErrorBoundary>
            <Suspense fallback={<Loading />}>
              <Routes>
                <Route path={pagePaths.signIn} element={<SignInPage />} />
                <Route
                  path="*"
                  element={
                    <SignedIn>
                      <Pages />
                    </SignedIn>
                  }
                />
              </Routes>
            </Suspense>
          </ErrorBoundary>
        </Layout>
      </BrowserRouter>
    </QueryClientProvider>
  );
}

function Pages() {
  return (
    <Routes>
      <Route path={pagePaths.scoreFile} element={<ScoreFilePage />} />
      <Route path={pagePaths.batches} element={<BatchesPage />} />
      <Route path={pagePaths.batch} element={<BatchPage />} />
      <Route path={pagePaths.applicant} element={<ApplicantPage />} />
      <Route path={pagePaths.scorePerson} element={<PersonPage />} />
      <Route path={pagePaths.decisions} element={<DecisionsPage />} />
      <Route path={pagePaths.decision} element={<DecisionPage />} />
      <Route path={pagePaths.policies} element={<PoliciesPage />} />
      <Route path={pagePaths.simulations} element={<SimulationsPage />} />
      <Route path={pagePaths.compareSimulations} element={<ComparisonPage />} />
      <Route path={pagePaths.simulation} element={<SimulationPage />} />
      <Route path={pagePaths.segmentations} element={<SegmentsPage />} />
      <Route path={pagePaths.storedSegmentation} element={<StoredSegmentationPage />} />
      <Route path={pagePaths.segmentation} element={<SegmentationPage />} />
      <Route path={pagePaths.models} element={<ModelsPage />} />
      <Route path={pagePaths.model} element={<ModelPage />} />
      <Route path={pagePaths.operations} element={<OperationsPage />} />
      <Route path={pagePaths.referrals} element={<ReferralsPage />} />
      <Route path={pagePaths.referral} element={<ReferralPage />} />
      <Route path={pagePaths.notices} element={<NoticesPage />} />
      <Route path={pagePaths.audit} element={<AuditPage />} />
      <Route path={pagePaths.rights} element={<RightsPage />} />
      <Route path={pagePaths.account} element={<AccountPage />} />
      <Route path={pagePaths.people} element={<PeoplePage />} />
      <Route path={pagePaths.keys} element={<KeysPage />} />
      <Route path="*" element={<NoSuchPage />} />
    </Routes>
  );
}

function page(load: () => Promise<ComponentType>) {
  return lazy(async () => ({ default: await load() }));
}
