import { readMemberPage } from '@bora/batch-store';
import {
  type MemberPage,
  membersPerPage,
  type SegmentationResult,
  type SegmentationRun,
  type SegmentMember,
} from '@bora/contracts';
import { safeCsvField } from '@bora/features';
import { csvLine } from '../exports/csv.ts';
import type { ApiServices } from '../services.ts';
import { type CompletedSegmentation, segmentationExpired } from './known-segmentation.ts';

type MemberServices = Pick<ApiServices, 'redis' | 'cipher'>;

/** Members from the place `offset`, in the order of the file's customers. Throws `segmentation-expired`. */
export async function readMembers(
  services: MemberServices,
  { run, customers, result }: CompletedSegmentation,
  offset: number,
  limit: number,
): Promise<SegmentMember[]> {
  const members: SegmentMember[] = [];
  const names = namesOf(result);
  const end = Math.min(customers, offset + limit);
  for (let page = Math.floor(offset / membersPerPage); page * membersPerPage < end; page += 1) {
    const kept = await readKeptPage(services, run, page);
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
  services: MemberServices,
  { run, customers, result }: CompletedSegmentation,
): AsyncGenerator<string> {
  const names = new Map([...namesOf(result)].map(([cluster, name]) => [cluster, safeCsvField(name)]));
  const lineOf = ([customer, cluster, ...values]: MemberPage[number]) =>
    csvLine([safeCsvField(customer), names.get(cluster) ?? '', String(cluster), ...values.map(String)]);
  yield csvLine(['customer', 'segment', 'cluster', ...result.columns]);
  for (let page = 0; page * membersPerPage < customers; page += 1) {
    yield (await readKeptPage(services, run, page)).map(lineOf).join('');
  }
}

/** A page of members that must be there. Throws `segmentation-expired`. */
export async function readKeptPage(
  { redis, cipher }: MemberServices,
  run: SegmentationRun,
  page: number,
): Promise<MemberPage> {
  const kept = await readMemberPage(redis, cipher, run.id, page);
  if (!kept) throw segmentationExpired(run);
  return kept;
}

function namesOf({ summary }: SegmentationResult): Map<number, string> {
  return new Map(summary.segments.map(({ cluster, name }) => [cluster, name]));
}
