import type { MovementsLayout } from '@bora/contracts';
import { SegmentationError } from '../segmentation-error.ts';
import { checkCustomerCount } from './customer-limit.ts';
import { readCustomerRows } from './customer-rows.ts';
import type { CustomerTable, ReadSettings } from './customer-table.ts';
import { numberOf, RowChecks } from './row-checks.ts';
import { rowMemory } from './row-memory.ts';
import { timeReader } from './time-pattern.ts';

interface Account {
  movements: number;
  amount: number;
  inflow: number;
  outflow: number;
  balance: number;
  balanceSquares: number;
  lowestBalance: number;
  firstMonth: number;
  lastMonth: number;
  readonly monthsWithInflow: Set<number>;
}

/**
 * What the movements of an account tell of its holder's purchasing capability, read in one pass: money in and out a
 * month (over the months from the first movement to the last), mean and lowest balance, the balance's standard
 * deviation as a share of its mean, the share of months with money coming in, mean amount, number of movements.
 * Left out, in this order: rows with another number of fields, equal rows (where asked), rows without a customer,
 * unreadable numbers, amounts not above 0, unknown directions, unreadable dates.
 *
 * @throws SegmentationError as `readPurchases`, but for the snapshot; FileError.
 */
export async function readMovements(
  pieces: AsyncIterable<Uint8Array>,
  layout: MovementsLayout,
  settings: ReadSettings = {},
): Promise<CustomerTable> {
  const checks = new RowChecks(['missing-customer', 'non-positive-amount']);
  const accounts = new Map<string, Account>();
  const timeOf = timeReader(layout.timePatterns);
  const directions = new Map<string, 'inflow' | 'outflow'>([
    ...(layout.directions?.inflow ?? []).map((value) => [value, 'inflow'] as const),
    ...(layout.directions?.outflow ?? []).map((value) => [value, 'outflow'] as const),
  ]);
  const wishes = Object.fromEntries(
    Object.entries(layout.columns).flatMap(([wish, names]) => (names ? [[wish, { names }]] : [])),
  );
  const reading = { ...settings, checks, ...(settings.dropDuplicates && { isRepeated: rowMemory() }) };
  await readCustomerRows(pieces, wishes, reading, (places) => {
    const [timeAt, amountAt] = [places.time!, places.amount!];
    const { balance: balanceAt, direction: directionAt } = places;
    return (customer, fields, line) => {
      const [amount, balance] = [numberOf(fields[amountAt]!), numberOf(fields[balanceAt!]!)];
      if (Number.isNaN(amount) || Number.isNaN(balance))
        return checks.leaveUnreadable('unreadable-numbers', line);
      if (amount <= 0) return checks.leave('non-positive-amount');
      const direction = directionAt === undefined ? 'outflow' : directions.get(fields[directionAt]!.trim());
      if (!direction) return checks.leave('unknown-direction');
      const time = timeOf(fields[timeAt]!.trim());
      if (time === null) return checks.leaveUnreadable('unreadable-dates', line);
      addMovement(accounts, customer, direction, time, amount, balance);
      checkCustomerCount(accounts.size, settings.algorithm);
    };
  });
  return tableOf(accounts, checks, layout);
}

function addMovement(
  accounts: Map<string, Account>,
  customer: string,
  direction: 'inflow' | 'outflow',
  time: number,
  amount: number,
  balance: number,
): void {
  const date = new Date(time);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  let account = accounts.get(customer);
  if (!account) {
    account = {
      movements: 0,
      amount: 0,
      inflow: 0,
      outflow: 0,
      balance: 0,
      balanceSquares: 0,
      lowestBalance: balance,
      firstMonth: month,
      lastMonth: month,
      monthsWithInflow: new Set(),
    };
    accounts.set(customer, account);
  }
  account.movements += 1;
  account.amount += amount;
  account[direction] += amount;
  account.balance += balance;
  account.balanceSquares += balance * balance;
  account.lowestBalance = Math.min(account.lowestBalance, balance);
  account.firstMonth = Math.min(account.firstMonth, month);
  account.lastMonth = Math.max(account.lastMonth, month);
  if (direction === 'inflow') account.monthsWithInflow.add(month);
}

/** The features of `movementFeatures`, by name. */
function featuresOf(account: Account): Record<MovementsLayout['features'][number]['name'], number> {
  const months = account.lastMonth - account.firstMonth + 1;
  const balance = account.balance / account.movements;
  const variance = Math.max(0, account.balanceSquares / account.movements - balance * balance);
  return {
    movements: account.movements,
    amount: account.amount / account.movements,
    inflow: account.inflow / months,
    outflow: account.outflow / months,
    balance,
    lowest_balance: account.lowestBalance,
    balance_spread: balance === 0 ? 0 : Math.sqrt(variance) / Math.abs(balance),
    inflow_regularity: account.monthsWithInflow.size / months,
  };
}

function tableOf(accounts: Map<string, Account>, checks: RowChecks, layout: MovementsLayout): CustomerTable {
  const left = checks.report({
    'unreadable-dates': `dates must look like ${layout.timePatterns.join(' or ')}.`,
    'unreadable-numbers': 'amounts and balances must be plain numbers, such as 12.50.',
  });
  if (accounts.size === 0) {
    throw new SegmentationError(
      'no-usable-rows',
      'No row of the file is a movement: look at the columns of the layout, and at what was left out.',
    );
  }
  const columns = layout.features.map(({ name }) => name);
  const values = new Float64Array(accounts.size * columns.length);
  let index = 0;
  for (const account of accounts.values()) {
    const features = featuresOf(account);
    for (const name of columns) values[index++] = features[name];
  }
  const used = checks.rows - Object.values(left).reduce((sum, count) => sum + count, 0);
  return {
    ids: [...accounts.keys()],
    features: columns,
    values: { rows: accounts.size, columns: columns.length, values },
    cleaning: { rows: checks.rows, used, customers: accounts.size, left, snapshot: null },
  };
}
