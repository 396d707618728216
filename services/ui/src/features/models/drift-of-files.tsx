import type { EvaluationDrift } from '@bora/contracts';
import { type PlainColumn, PlainTable } from '../../shared/plain-table.tsx';
import { sayCount, sayPsi } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.modelEvaluation;
const mostFound = 8;
type Variable = EvaluationDrift['variables'][number];

const columns: readonly PlainColumn<Variable>[] = [
  { name: said.variable, look: 'name', cell: ({ label }) => label },
  { name: said.psi, look: 'number', cell: ({ psi }) => (psi === null ? texts.none : sayPsi(psi)) },
  {
    name: said.finding,
    cell: ({ finding }) => <span className="block min-w-72">{finding || said.nothingFound}</span>,
  },
];

/** How later files differ from the training data: what was found first, every variable on demand. */
export function DriftOfFiles({ drift }: { drift: readonly EvaluationDrift[] }) {
  if (drift.length === 0) return <p className="text-soft">{said.noDrift}</p>;
  return (
    <>
      <p className="mb-3 max-w-3xl text-soft">{said.driftAbout}</p>
      <div className="space-y-5">
        {drift.map((file) => (
          <DriftOfFile key={file.sha256} drift={file} />
        ))}
      </div>
    </>
  );
}

function DriftOfFile({ drift: { file, rows, model, scorePsi, variables } }: { drift: EvaluationDrift }) {
  const most = variables.toSorted((left, right) => (right.psi ?? -1) - (left.psi ?? -1));
  const found = most.filter(({ finding }) => finding !== '');
  const score = scorePsi === null ? texts.none : sayPsi(scorePsi);
  const table = (label: string, shown: readonly Variable[]) => (
    <PlainTable label={label} columns={columns} rows={shown} keyOf={({ variable }) => variable} />
  );
  return (
    <section className="space-y-2" aria-label={file}>
      <h3 className="[overflow-wrap:anywhere]">{file}</h3>
      <p className="[overflow-wrap:anywhere]">
        {said.driftOf(sayCount(rows), `${model.name} ${model.version}`, score)}
      </p>
      <p>{said.found(Math.min(found.length, mostFound), found.length)}</p>
      {found.length > 0 && table(said.findingsOf(file), found.slice(0, mostFound))}
      <details>
        <summary className="cursor-pointer text-sm text-soft">{said.allVariables(variables.length)}</summary>
        {table(said.variablesOf(file), most)}
      </details>
    </section>
  );
}
