import {
  type AuditEntry,
  type AuditFinding,
  type AuditFindingKind,
  type AuditHead,
  forgedHeadAction,
} from '@bora/contracts';
import { entryHash, genesis } from './chain.ts';

/** Verifies a chain entry by entry, in the order of the sequence, holding one entry at a time. */
export interface ChainVerifier {
  add(entry: AuditEntry): void;
  /** Compares the last entry with the head that was kept apart from the entries. */
  end(head: AuditHead): void;
  /** The last entry seen, from which another verifier can go on. */
  readonly last: AuditHead;
  readonly verified: number;
  /** The first hundred places where the chain does not hold; none when it is whole. */
  readonly findings: readonly AuditFinding[];
}

const maximumFindings = 100;

/** @param after the entry before the first one that will be added. */
export function verifyChain(after: AuditHead = genesis): ChainVerifier {
  const findings: AuditFinding[] = [];
  let last = after;
  let verified = 0;

  function find(kind: AuditFindingKind, sequence: number, text: string): void {
    if (findings.length < maximumFindings) findings.push({ kind, sequence, text });
  }

  function checkPlace({ sequence, previousHash }: AuditEntry): void {
    const expected = last.sequence + 1;
    if (sequence > expected) {
      const lost = sequence - expected;
      const first = lost === 1 ? `Entry ${expected} is` : `Entries ${expected} to ${sequence - 1} are`;
      find('removed', expected, `${first} missing.`);
    } else if (sequence < expected) {
      find('inserted', sequence, `Entry ${sequence} stands behind entry ${last.sequence}.`);
    } else if (previousHash !== last.hash) {
      find('broken-link', sequence, `Entry ${sequence} does not follow from the entry before it.`);
    }
  }

  return {
    add(entry) {
      checkPlace(entry);
      if (entryHash(entry) !== entry.hash)
        find(
          'changed',
          entry.sequence,
          `Entry ${entry.sequence} was changed: its hash is that of another content.`,
        );
      if (entry.action === forgedHeadAction)
        find(
          'head-forged',
          entry.sequence,
          `Before entry ${entry.sequence} the head was not one of an api with its PAYLOAD_KEY: ` +
            'what stands before may have been made anew without it.',
        );
      last = { sequence: entry.sequence, hash: entry.hash };
      verified += 1;
    },
    end(head) {
      if (last.sequence < head.sequence) {
        const lost = head.sequence - last.sequence;
        find(
          'cut-off',
          last.sequence + 1,
          `The chain ends ${lost} entries early, at entry ${last.sequence}.`,
        );
      } else if (last.sequence > head.sequence) {
        find(
          'inserted',
          head.sequence + 1,
          `Entries stand behind the head, which is entry ${head.sequence}.`,
        );
      } else if (last.hash !== head.hash) {
        find('head-differs', head.sequence, `Entry ${head.sequence} is not the one that the head names.`);
      }
    },
    get last() {
      return last;
    },
    get verified() {
      return verified;
    },
    findings,
  };
}
