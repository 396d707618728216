import { driftMinimumScores, type Operations } from '@bora/contracts';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { RecordAndDrift } from '../src/features/operations/record-and-drift.tsx';

afterEach(cleanup);

function shownDrift(psi: number | null, scores: number): string | null | undefined {
  const operations: Pick<Operations, 'batches' | 'unrecorded' | 'drift' | 'refusedModels'> = {
    batches: { uploading: 0, scoring: 0, completed: 0, failed: 0, cancelled: 0 },
    unrecorded: { batches: 0, scores: 0, auditEntries: 0, oldestAt: null },
    drift: [{ model: { name: 'm', version: 'v1' }, psi, scores }],
    refusedModels: [],
  };
  render(<RecordAndDrift operations={operations as Operations} />);
  const shown = screen.getAllByRole('cell').map((cell) => cell.textContent)[1];
  cleanup();
  return shown;
}

it('of too few scores no drift is shown, however far they are from training', () => {
  expect(shownDrift(0.9, driftMinimumScores - 1)).toBe('Too few scores');
  expect(shownDrift(0.9, driftMinimumScores)).toMatch(/^0\.9/);
  expect(shownDrift(null, 0)).toBe('–');
  expect(shownDrift(null, driftMinimumScores)).toBe('–');
});
