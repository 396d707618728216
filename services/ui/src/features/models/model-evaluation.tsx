import type { EvaluationReport, ModelManifest, ModelReference } from '@bora/contracts';
import { Answered } from '../../shared/answered.tsx';
import { sayCount, sayShare } from '../../shared/say-numbers.ts';
import { Notice } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { DriftOfFiles } from './drift-of-files.tsx';
import { FairnessTable } from './fairness-table.tsx';
import { ReliabilityChart } from './reliability-chart.tsx';
import { useEvaluation } from './use-evaluation.ts';

const said = texts.modelEvaluation;

interface ModelEvaluationProps {
  readonly model: ModelReference;
  readonly manifest: ModelManifest;
}

/** Whether the probabilities mean what they say, for which groups of people, and on later files. */
export function ModelEvaluation({ model, manifest }: ModelEvaluationProps) {
  return (
    <Answered query={useEvaluation(model)}>
      {(report) =>
        report === null ? <NotMeasured model={model} manifest={manifest} /> : <Measured report={report} />
      }
    </Answered>
  );
}

/** Says how the evaluation is made; drift can be measured with the version alone. */
function NotMeasured({ model, manifest: { schema, kind, profile } }: ModelEvaluationProps) {
  const commands = [
    said.evaluateCommand(schema.id, kind, profile),
    said.driftCommand(`${model.name}/${model.version}`),
  ];
  return (
    <Notice kind="info" title={said.none}>
      <p>{said.noneAdvice}</p>
      {commands.map((command) => (
        <pre key={command} className="mt-2 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
          {command}
        </pre>
      ))}
    </Notice>
  );
}

function Measured({ report }: { report: EvaluationReport }) {
  const { protocol, reliability, fairness, drift } = report;
  return (
    <>
      <section className="card" aria-label={said.reliability}>
        <h2>{said.reliability}</h2>
        <p className="mb-3 max-w-3xl text-soft">
          {said.reliabilityAbout(
            sayCount(protocol.data.rows),
            reliability.binsWithinInterval,
            reliability.bins.length,
          )}{' '}
          {said.overall(sayShare(reliability.overall.pdMean), sayShare(reliability.overall.badRate.value))}
        </p>
        <div className="max-w-2xl">
          <ReliabilityChart reliability={reliability} />
        </div>
      </section>
      <section className="card" aria-label={said.fairness}>
        <h2>{said.fairness}</h2>
        <p className="mb-3 max-w-3xl text-soft">
          {said.fairnessAbout(sayShare(fairness.approvalRate), sayCount(fairness.minimumRows))}
        </p>
        <FairnessTable groups={fairness.groups} />
        <p className="help mt-2">{said.notFair}</p>
      </section>
      <section className="card" aria-label={said.drift}>
        <h2>{said.drift}</h2>
        <DriftOfFiles drift={drift} />
      </section>
    </>
  );
}
