import type { Variable } from '@bora/contracts';
import { readNumber } from '@bora/features';
import { type Money, readMoney } from './money.ts';
import type { ObservedEconomics } from './observed-economics.ts';
import { ObservedError } from './observed-error.ts';

/** What came of loans that were granted, one entry a loan in every list. */
export interface RealisedLoans {
  readonly amount: Money[];
  readonly profit: Money[];
  /** 1 = bad. */
  readonly bad: number[];
  /** One list for each of the economics' `included`. */
  readonly included: Money[][];
  /** One list for each of the economics' `groups`. */
  readonly groups: string[][];
  /** One list for each of the economics' `lenderOrders`. */
  readonly lenderOrders: (number | string)[][];
}

export interface RealisedLoansReader {
  /** @throws ObservedError where an amount, an order or the outcome cannot be read */
  add(fields: readonly string[], line: number): void;
  readonly loans: RealisedLoans;
}

/**
 * Reads loans from the records of a delimited file with a header.
 * @param label the schema's label: its codes say which outcomes are bad
 * @throws ObservedError `absent-column` where the header lacks a column that the economics name
 */
export function realisedLoansReader(
  economics: ObservedEconomics,
  label: Variable,
  header: readonly string[],
): RealisedLoansReader {
  const place = columnFinder(economics, header);
  const amountAt = place(economics.amount);
  const flows = economics.cashFlows.map(({ column, direction }) => ({
    at: place(column),
    isPaid: direction === 'paid',
  }));
  const includedAt = economics.included.map(({ column }) => place(column));
  const groupAt = economics.groups.map(({ column }) => place(column));
  const orders = economics.lenderOrders.map(({ column, values }) => ({ at: place(column), values }));
  const labelAt = place(label.name);
  const loans: RealisedLoans = {
    amount: [],
    profit: [],
    bad: [],
    included: includedAt.map(() => []),
    groups: groupAt.map(() => []),
    lenderOrders: orders.map(() => []),
  };

  return {
    loans,
    add(fields, line) {
      const money = (at: number) => {
        const read = readMoney(fields[at] ?? '');
        if (read !== null) return read;
        throw new ObservedError(
          'unreadable-amount',
          `Line ${line}: ${header[at]} is no amount. Write a decimal number with a point.`,
        );
      };
      let profit = 0n;
      for (const { at, isPaid } of flows) profit += isPaid ? -money(at) : money(at);
      loans.amount.push(money(amountAt));
      loans.profit.push(profit);
      loans.bad.push(outcome(fields[labelAt] ?? '', label, line));
      for (const [index, at] of includedAt.entries()) loans.included[index]!.push(money(at));
      for (const [index, at] of groupAt.entries()) loans.groups[index]!.push((fields[at] ?? '').trim());
      for (const [index, { at, values }] of orders.entries()) {
        loans.lenderOrders[index]!.push(orderKey(fields[at] ?? '', values, header[at]!, line));
      }
    },
  };
}

function columnFinder(economics: ObservedEconomics, header: readonly string[]): (column: string) => number {
  const names = header.map((name) => name.trim());
  return (column) => {
    const at = names.indexOf(column);
    if (at >= 0) return at;
    throw new ObservedError(
      'absent-column',
      `The file has no column ${column}, which the economics ${economics.id} need. Give the file with its cash flows.`,
    );
  };
}

function outcome(given: string, label: Variable, line: number): number {
  const code = given.trim();
  if (label.yes?.includes(code)) return 1;
  if (label.no?.includes(code)) return 0;
  const allowed = [...(label.yes ?? []), ...(label.no ?? [])].join(', ');
  throw new ObservedError(
    'unreadable-outcome',
    `Line ${line}: the outcome is missing or not one of the allowed codes (${allowed}).`,
  );
}

function orderKey(given: string, values: 'number' | 'text', column: string, line: number): number | string {
  const text = given.trim();
  const key = values === 'number' ? readNumber(text) : text || null;
  if (key !== null) return key;
  const wanted = values === 'number' ? 'a number' : 'a text that is not empty';
  throw new ObservedError('unreadable-value', `Line ${line}: ${column} must be ${wanted}.`);
}
