import { readMemberPage } from '@bora/batch-store';
import {
  type MemberPage,
  membersPerPage,
  type SegmentationResult,
  type SegmentMember,
} from '@bora/contracts';
import { safeCsvField } from '@bora/features';
import { csvLine } from '../exports/csv.ts';
import type { ApiServices } from '../services.ts';
import type { readCompletedSegmentation } from './known-segmentation.ts';

type MemberServices = Pick<ApiServices, 'redis' | 'cipher'>;
type Completed = Awaited<ReturnType<typeof readCompletedSegmentation>>;

/** Members from the place `offset`, in the order of the file's customers. */
export async function readMembers(
  services: MemberServices,
  { record, customers, result }: Completed,
  offset: number,
  limit: number,
): Promise<SegmentMember[]> {
  const members: SegmentMember[] = [];
  const names = namesOf(result);
  const end = Math.min(customers, offset + limit);
  for (let page = Math.floor(offset / membersPerPage); page * membersPerPage < end; page += 1) {
    const kept = (await readMemberPage(services.redis, services.cipher, record.id, page)) ?? [];
    const first = page * membersPerPage;
    for (const [customer, cluster, ...values] of kept.slice(Math.max(0, offset - first), end - first)) {
      members.push({
        customer,
        cluster,
        segment: names.get(cluster) ?? '',
        values: Object.fromEntries(result.columns.map((column, index) => [column, values[index] ?? 0])),
      });
    }
  }
  return members;
}

/** `members.csv`, a page at a time. */
export async function* memberLines(
  { redis, cipher }: MemberServices,
  { record, customers, result }: Completed,
): AsyncGenerator<string> {
  const names = new Map([...namesOf(result)].map(([cluster, name]) => [cluster, safeCsvField(name)]));
  const lineOf = ([customer, cluster, ...values]: MemberPage[number]) =>
    csvLine([safeCsvField(customer), names.get(cluster) ?? '', String(cluster), ...values.map(String)]);
  yield csvLine(['customer', 'segment', 'cluster', ...result.columns]);
  for (let page = 0; page * membersPerPage < customers; page += 1) {
    const kept = await readMemberPage(redis, cipher, record.id, page);
    if (kept) yield kept.map(lineOf).join('');
  }
}

function namesOf({ summary }: SegmentationResult): Map<number, string> {
  return new Map(summary.segments.map(({ cluster, name }) => [cluster, name]));
}
