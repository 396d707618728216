import { randomUUID } from 'node:crypto';
import { permissionNames } from '@bora/contracts';
import type { DeclaredRoute } from '../../src/people/declared-access.ts';
import { type Answer, ask } from './ask.ts';
import { decidedBatch } from './decided-batch.ts';
import { declaredRoutes } from './declared-routes.ts';
import { newBatch, newScore, newSegmentation, newSimulation } from './owned-things.ts';
import { type Credential, type Someone, TestPeople } from './people.ts';
import type { RunningApi } from './running-api.ts';
import { startScoringApi } from './scoring-api.ts';

/** What belongs to somebody, by the beginning of its addresses. */
export const ownedKinds = [
  { prefix: '/v1/batches/:id', code: 'batch-not-found' },
  { prefix: '/v1/scores/:id', code: 'score-not-found' },
  { prefix: '/v1/simulations/:id', code: 'simulation-not-found' },
  { prefix: '/v1/segmentations/:id', code: 'segmentation-not-found' },
  { prefix: '/v1/decisions/:id', code: 'decision-not-found' },
  { prefix: '/v1/keys/:id', code: 'key-not-found' },
] as const;
export type OwnedPrefix = (typeof ownedKinds)[number]['prefix'];

export const ownedKindOf = ({ url }: DeclaredRoute) =>
  ownedKinds.find(({ prefix }) => url.startsWith(prefix));

/** An api in which one person owns one of every kind, and another one nothing. */
export interface OwnershipStage {
  readonly api: RunningApi;
  readonly people: TestPeople;
  readonly owner: Someone;
  readonly other: Someone;
  /** Keys that may do everything, but read and change only what is their own. */
  readonly ofOwner: Credential;
  readonly ofOther: Credential;
  /** What the owner has. */
  readonly ids: Readonly<Record<OwnedPrefix, string>>;
  /** Every route with an id. */
  readonly routes: readonly DeclaredRoute[];
  /** Asks a route for the thing of this id, with a body and a query that are right, so that nothing but the owner is wrong. */
  askRoute(route: DeclaredRoute, id: string, credential: Credential): Promise<Answer>;
  /** Shares the owner's batch, or takes that back. */
  share(credential: Credential, shared: boolean): Promise<Answer>;
  close(): Promise<void>;
}

const narrow = permissionNames.filter((name) => !/-all$|^keys:manage$|^people:manage$/.test(name));

export async function openOwnershipStage(): Promise<OwnershipStage> {
  const api = await startScoringApi({ CREDITOR_NAME: 'A lender', CREDITOR_ADDRESS: 'A street' });
  const people = new TestPeople(api);
  // An administrator may do everything that there is, so that only the owner decides.
  const [owner, other] = [await people.add('administrator'), await people.add('administrator')];
  const ofOwner = await owner.key(narrow);
  const ids = {
    '/v1/batches/:id': await newBatch(api, owner.id),
    '/v1/scores/:id': await newScore(api, owner.id),
    '/v1/simulations/:id': await newSimulation(api, owner.id),
    '/v1/segmentations/:id': await newSegmentation(api, owner.id),
    // Declined, because those that are referred wait for everybody.
    '/v1/decisions/:id': (await decidedBatch(api, 100, ofOwner)).decline[0]!,
    '/v1/keys/:id': (await owner.key()).id,
  };
  const batch = ids['/v1/batches/:id'];
  return {
    api,
    people,
    owner,
    other,
    ofOwner,
    ofOther: await other.key(narrow),
    ids,
    routes: (await declaredRoutes()).filter(({ url, method }) => url.includes('/:id') && method !== 'HEAD'),
    askRoute(route, id, credential) {
      const path = route.url.replace(':id', id).replace(':override', randomUUID()).replace(':row', '1');
      const query = route.url.endsWith('/outcomes') ? `?batch=${batch}` : '';
      return ask(route.method, `${api.url}${path}${query}`, credential, bodyOf(route));
    },
    share: (credential, shared) =>
      ask('PUT', `${api.url}/v1/batches/${batch}/shared`, credential, { shared }),
    async close() {
      await people.close();
      await api.close();
    },
  };
}

function bodyOf({ url, method }: DeclaredRoute): unknown {
  if (url.endsWith('/shared')) return { shared: true };
  if (url.endsWith('/predict')) return [{ recency: 1 }];
  if (url.endsWith('/overrides')) return { decision: 'approve', reason: 'verified-income', text: 'Payslips' };
  if (url.endsWith('/confirmation')) return { stands: true };
  if (url.endsWith('/notes')) return { text: 'Called twice' };
  if (url.endsWith('/review-requests')) return { requestedOn: '2026-01-01', text: 'By telephone' };
  return method === 'POST' ? {} : undefined;
}
