import type { DriftFinding, Severity } from '@bora/drift';

type Finding = Pick<DriftFinding, 'variable' | 'modelReads' | 'severity'>;

/**
 * How many variables of the two lists are broken and how many moved, each counted once a list under its most urgent mark.
 *
 * @returns null where nothing is to act on.
 */
export function whatArrivedOtherwise(broken: readonly Finding[], moved: readonly Finding[]): string | null {
  if (![...broken, ...moved].some(({ severity }) => severity === 'act')) return null;
  const said = (wanted: Severity, modelReads: boolean) => {
    const brokenCount = countVariables(broken, wanted, modelReads);
    const movedCount = countVariables(moved, wanted, modelReads);
    return brokenCount + movedCount === 0 ? [] : [`${wanted}: ${brokenCount} broken, ${movedCount} moved`];
  };
  const read = [...said('act', true), ...said('watch', true)].join('; ');
  const unread = [...said('act', false), ...said('watch', false)].join('; ');
  return `Variables that the model reads: ${read}.${unread === '' ? '' : ` Those that it does not read: ${unread}.`}`;
}

function countVariables(findings: readonly Finding[], wanted: Severity, modelReads: boolean): number {
  const concerned = findings.filter((finding) => finding.modelReads === modelReads);
  const urgent = names(concerned.filter(({ severity }) => severity === 'act'));
  if (wanted === 'act') return urgent.size;
  return [...names(concerned)].filter((name) => !urgent.has(name)).length;
}

function names(findings: readonly Finding[]): Set<string> {
  return new Set(findings.flatMap(({ variable }) => variable ?? []));
}
