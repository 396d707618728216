import type { VersionState } from './version-state.ts';

const looks: Record<VersionState['kind'], string> = {
  good: 'bg-approve-soft text-approve',
  warning: 'bg-refer-soft text-refer',
  error: 'bg-decline-soft text-decline',
  plain: 'bg-sunken text-soft',
};

/** What a version is here, in a word or two. */
export function StateBadge({ state: { kind, name } }: { state: VersionState }) {
  return <span className={`rounded-full px-2.5 py-0.5 text-sm font-semibold ${looks[kind]}`}>{name}</span>;
}
