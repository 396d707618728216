import type { PartedReport, SimulationRun } from '@bora/simulation/run';
import { Fragment } from 'react';
import { sayAmountEach, sayPoints, sayShare } from '../../shared/say-numbers.ts';
import { Assumed } from '../../shared/simulation/assumed.tsx';
import { sayPolicy } from '../../shared/simulation/say-decided-by.ts';
import { Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { ApprovalChart } from './approval-chart.tsx';

const said = texts.comparison;
const words = texts.simulations;
type Strategy = PartedReport['strategies'][number];

/** Two finished runs: each way to decide in both, and profit at equal approval. */
export function Comparison({ first, second }: { first: SimulationRun; second: SimulationRun }) {
  if (!first.report || !second.report) return null;
  const currency = first.scenario.assumptions.line.unit;
  const isSameMoney =
    JSON.stringify(first.scenario.assumptions) === JSON.stringify(second.scenario.assumptions);
  const isSameFile = first.batchId === second.batchId || first.fileName === second.fileName;
  const pairs = first.report.strategies.flatMap((one) => {
    const other = second.report?.strategies.find(({ id }) => id === one.id);
    return other ? [[one, other] as const] : [];
  });
  return (
    <>
      {first.id === second.id && <Notice kind="info" title={said.sameRun} />}
      {!isSameFile && <Notice kind="warning" title={said.differentFiles} />}
      {!isSameMoney && <Notice kind="warning" title={said.differentScenarios} />}
      <section className="card space-y-3" aria-label={words.ways}>
        <h2>{words.ways}</h2>
        <dl className="grid gap-x-8 gap-y-1 md:grid-cols-2">
          {([said.first, said.second] as const).map((name, index) => (
            <div key={name}>
              <dt className="label">{name}</dt>
              <dd className="text-soft [overflow-wrap:anywhere]">{describe(index === 0 ? first : second)}</dd>
            </div>
          ))}
        </dl>
        <div className="sideways" tabIndex={0} role="region" aria-label={words.ways}>
          <table className="plain-table">
            <thead>
              <tr>
                <th>{words.wayToDecide}</th>
                <th>{said.run}</th>
                <th className="text-right">{words.approved}</th>
                <th className="text-right">{words.badRate}</th>
                <th className="text-right">
                  {words.profitEach} <Assumed />
                </th>
                <th className="text-right">
                  {words.interval} <Assumed />
                </th>
              </tr>
            </thead>
            <tbody className="numbers">
              {pairs.map(([one, other]) => (
                <Fragment key={one.id}>
                  <Row name={words.way(one.id)} run={said.firstShort} figures={one} currency={currency} />
                  <Row
                    name=""
                    run={said.secondShort}
                    figures={other}
                    currency={second.scenario.assumptions.line.unit}
                  />
                  {isSameFile && isSameMoney && <Difference one={one} other={other} currency={currency} />}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {isSameMoney && (
        <section className="card" aria-label={words.curves}>
          <ApprovalChart
            first={first.report}
            second={second.report}
            names={[said.first, said.second]}
            currency={currency}
          />
        </section>
      )}
    </>
  );
}

interface RowProps {
  readonly name: string;
  readonly run: string;
  readonly figures: Strategy;
  readonly currency: string;
}

function Row({ name, run, figures, currency }: RowProps) {
  const { approvalRate, badRate, profitPerApplicant, interval } = figures;
  return (
    <tr>
      <td className="min-w-28 font-medium">{name}</td>
      <td className="whitespace-nowrap text-soft">{run}</td>
      <td className="text-right">{sayShare(approvalRate)}</td>
      <td className="text-right">{badRate === null ? texts.none : sayShare(badRate)}</td>
      <td className="text-right whitespace-nowrap">{sayAmountEach(profitPerApplicant, currency)}</td>
      <td className="text-right whitespace-nowrap">
        {words.between(sayAmountEach(interval.low, currency), sayAmountEach(interval.high, currency))}
      </td>
    </tr>
  );
}

function Difference({ one, other, currency }: { one: Strategy; other: Strategy; currency: string }) {
  return (
    <tr className="bg-sunken font-semibold">
      <td />
      <td>{said.difference}</td>
      <td className="text-right whitespace-nowrap">
        {sayPercentagePoints(other.approvalRate - one.approvalRate)}
      </td>
      <td className="text-right">
        {one.badRate === null || other.badRate === null
          ? texts.none
          : sayPercentagePoints(other.badRate - one.badRate)}
      </td>
      <td className="text-right whitespace-nowrap">
        {sayAmountEach(other.profitPerApplicant - one.profitPerApplicant, currency)}
      </td>
      <td />
    </tr>
  );
}

const percent = 100;
const sayPercentagePoints = (share: number) => said.percentagePoints(sayPoints(share * percent));

function describe(run: SimulationRun): string {
  const { model, scenario } = run;
  return said.about({
    model: `${model.name} ${model.version}`,
    policy: sayPolicy(run),
    scenario: scenario.title,
  });
}
