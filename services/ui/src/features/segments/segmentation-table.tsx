import type { SegmentationRun } from '@bora/contracts';
import { Link } from 'react-router';
import { segmentationAddress } from '../../shared/addresses.ts';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.segments;

/** Segmentations that were asked for, with what became of them. */
export function SegmentationTable({ runs }: { runs: readonly SegmentationRun[] }) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={said.runs}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{said.file}</th>
            <th>{said.state}</th>
            <th>{said.algorithm}</th>
            <th>{said.layout}</th>
            <th className="text-right">{said.customers}</th>
            <th>{said.made}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <td className="min-w-40 max-w-72 [overflow-wrap:anywhere]">
                <Link to={segmentationAddress(run.id)}>{run.fileName || texts.files.unnamed}</Link>
              </td>
              <td>{said.states[run.state]}</td>
              <td>{sayAlgorithm(run.asked.request.algorithm)}</td>
              <td>{run.layout ?? texts.none}</td>
              <td className="numbers text-right">
                {run.customers === null ? texts.none : sayCount(run.customers)}
              </td>
              <td className="whitespace-nowrap">{sayMoment(run.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sayAlgorithm(asked: SegmentationRun['asked']['request']['algorithm']): string {
  return asked === 'auto' ? said.automatic : said.algorithmName[asked];
}
