import type { SimulationList } from '@bora/simulation/run';
import { Link } from 'react-router';
import { simulationAddress } from '../../shared/addresses.ts';
import { type PlainColumn, PlainTable } from '../../shared/plain-table.tsx';
import { sayMoment } from '../../shared/say-numbers.ts';
import { sayDecidedBy } from '../../shared/simulation/say-decided-by.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.simulations;
type Run = SimulationList['simulations'][number];

const columns: readonly PlainColumn<Run>[] = [
  {
    name: said.file,
    look: 'name',
    cell: ({ id, fileName }) => <Link to={simulationAddress(id)}>{fileName || texts.files.unnamed}</Link>,
  },
  { name: said.scenario, cell: ({ scenario }) => scenario.title },
  {
    name: said.decidedBy,
    cell: sayDecidedBy,
  },
  { name: said.state, cell: ({ state }) => said.states[state] },
  { name: said.made, look: 'moment', cell: ({ createdAt }) => sayMoment(createdAt) },
];

/** Simulations that were run, with what they replayed and what became of them. */
export function SimulationTable({ runs }: { runs: readonly Run[] }) {
  return <PlainTable label={said.runs} columns={columns} rows={runs} keyOf={({ id }) => id} />;
}
