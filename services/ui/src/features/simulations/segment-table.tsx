import type { Variable } from '@bora/contracts';
import type { PartedReport } from '@bora/simulation/run';
import { sayAmount, sayCount, sayShare } from '../../shared/say-numbers.ts';
import { sayValue } from '../../shared/say-value.ts';
import { Assumed } from '../../shared/simulation/assumed.tsx';
import { texts } from '../../shared/texts.ts';

const said = texts.simulations.segments;
const words = texts.simulations;
type Segments = NonNullable<PartedReport['segments']>;

interface SegmentTableProps {
  readonly segments: Segments;
  /** Says what the codes mean; undefined while it is not known. */
  readonly variable: Variable | undefined;
  readonly currency: string;
}

/** Profit before fixed costs by one variable, for some ways to decide. */
export function SegmentTable({ segments, variable, currency }: SegmentTableProps) {
  const nameOf = ({ kind, name }: Segments['segments'][number]) => {
    if (kind === 'value') return variable ? sayValue(name, variable) : name;
    return kind === 'band' ? name : said.kinds[kind];
  };
  const ids = segments.segments[0]?.strategies.map(({ id }) => id) ?? [];
  return (
    <div
      className="sideways"
      tabIndex={0}
      role="region"
      aria-label={said.title(variable?.label ?? segments.variable)}
    >
      <table className="plain-table">
        <thead>
          <tr>
            <th>{said.segment}</th>
            <th className="text-right">{words.swap.applicants}</th>
            <th className="text-right">{words.badRate}</th>
            <th className="text-right">{words.approved}</th>
            {ids.map((id) => (
              <th key={id} className="text-right">
                {words.way(id)} <Assumed />
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="numbers">
          {segments.segments.map((segment) => {
            const { kind, name, applicants, badRate, strategies } = segment;
            return (
              <tr key={`${kind} ${name}`}>
                <td className="min-w-28">{nameOf(segment)}</td>
                <td className="text-right">{sayCount(applicants)}</td>
                <td className="text-right">{badRate === null ? texts.none : sayShare(badRate)}</td>
                <td className="text-right">{sayShare(strategies[0]?.approvalRate ?? 0)}</td>
                {strategies.map(({ id, variableProfit }) => (
                  <td key={id} className="text-right whitespace-nowrap">
                    {sayAmount(variableProfit, currency)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
