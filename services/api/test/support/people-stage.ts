import { TestPeople } from './people.ts';
import { PeopleCalls } from './people-calls.ts';
import { type RunningApi, startApi } from './running-api.ts';

/** An api, people of it, and the calls by which they sign in and are managed. */
export interface PeopleStage {
  readonly api: RunningApi;
  readonly people: TestPeople;
  readonly calls: PeopleCalls;
  close(): Promise<void>;
}

export async function openPeopleStage(): Promise<PeopleStage> {
  const api = await startApi();
  const people = new TestPeople(api);
  return {
    api,
    people,
    calls: await PeopleCalls.of(api),
    async close() {
      await people.close();
      await api.close();
    },
  };
}
