import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SegmentationLayout } from '@bora/contracts';
import { repositoryRoot } from '@bora/testing';

/** A layout that ships, by its place below `schemas/`. */
export function shippedLayout(place: string): SegmentationLayout {
  return SegmentationLayout.parse(
    JSON.parse(readFileSync(join(repositoryRoot, 'schemas', `${place}.json`), 'utf8')),
  );
}

const described = { description: 'A group.', action: 'Something.' };
const common = { version: 1, title: 'Invented', description: '', noise: { name: 'Alone', ...described } };

/** Purchases of an invented shop. */
export const inventedPurchases = SegmentationLayout.parse({
  ...common,
  id: 'invented-purchases',
  kind: 'purchases',
  columns: { customer: ['who'], order: ['bill'], time: ['when'], quantity: ['pieces'], price: ['each'] },
  timePatterns: ['yyyy-MM-dd HH:mm', 'd.M.yyyy'],
  cancelledOrderPrefix: 'X',
  features: [
    { name: 'recency', label: 'Days', scale: 'log' },
    { name: 'frequency', label: 'Orders', scale: 'log' },
    { name: 'monetary', label: 'Spent', scale: 'log' },
  ],
  segments: [
    { name: 'Good', place: { recency: -1, frequency: 1, monetary: 1 }, ...described },
    { name: 'Poor', place: { recency: 1, frequency: -1, monetary: -1 }, ...described },
  ],
});

/** Accounts of an invented bank. */
export const inventedMovements = SegmentationLayout.parse({
  ...common,
  id: 'invented-movements',
  kind: 'movements',
  columns: { customer: ['holder'], time: ['when'], amount: ['sum'], balance: ['left'], direction: ['way'] },
  directions: { inflow: ['in'], outflow: ['out'] },
  timePatterns: ['yyyyMMdd'],
  features: [
    'movements',
    'amount',
    'inflow',
    'outflow',
    'balance',
    'lowest_balance',
    'balance_spread',
    'inflow_regularity',
  ].map((name) => ({ name, label: name, scale: 'linear' })),
  segments: [{ name: 'All', place: { balance: 0 }, ...described }],
});

/** Attributes of invented customers. */
export const inventedAttributes = SegmentationLayout.parse({
  ...common,
  id: 'invented-attributes',
  kind: 'attributes',
  columns: { customer: ['who'] },
  features: [
    { name: 'width', label: 'Width', scale: 'linear', column: ['Width (k)'], multiplier: 1000 },
    { name: 'height', label: 'Height', scale: 'linear', column: ['Height'] },
  ],
  segments: [
    { name: 'Wide', place: { width: 1 }, ...described },
    { name: 'Narrow', place: { width: -1 }, ...described },
  ],
});

/** The bytes of a text in pieces of so many bytes. */
export async function* piecesOf(text: string | Uint8Array, pieceBytes = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
