import type { ModelDetail, ModelReference } from '@bora/contracts';
import { useState } from 'react';
import { useModel } from '../../shared/requests/use-model.ts';
import { sayFigure } from '../../shared/say-numbers.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';

const said = texts.modelDetails;

/** Calibration, scale and making of a version, and how to watch it for drift; read when it is opened. */
export function ModelDetails({ model }: { model: ModelReference }) {
  const [isOpen, setOpen] = useState(false);
  const { data, error, isError, isPending, refetch } = useModel(isOpen ? model : undefined);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="cursor-pointer font-medium">{said.title}</summary>
      {isError && <Failure error={error} onRetry={() => refetch()} />}
      {isOpen && isPending && <Loading />}
      {data && <Facts model={data} />}
    </details>
  );
}

function Facts({ model: { name, version, calibration, scale, manifest } }: { model: ModelDetail }) {
  const { seeds, backend, libraries, gitCommit, trainingData } = manifest;
  const made = Object.entries(libraries).map(([library, release]) => `${library} ${release}`);
  const facts = [
    [
      said.calibration,
      calibration
        ? said.platt(sayFigure(calibration.slope), sayFigure(calibration.intercept))
        : said.noCalibration,
    ],
    [said.scale, said.points(scale)],
    [said.seeds, seeds.length === 0 ? texts.none : seeds.join(', ')],
    [said.madeWith, [backend, ...made].join(', ')],
    [said.commit, gitCommit ?? texts.none],
    [said.trainingData, trainingData.sha256],
  ] as const;
  return (
    <>
      <dl className="mt-2 space-y-2">
        {facts.map(([term, fact]) => (
          <div key={term}>
            <dt className="label">{term}</dt>
            <dd className="numbers text-soft [overflow-wrap:anywhere]">{fact}</dd>
          </div>
        ))}
      </dl>
      <p className="label mt-2">{said.drift}</p>
      <p className="text-soft">{said.driftAbout}</p>
      <pre className="mt-1 rounded bg-sunken p-2 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
        {said.driftCommand(`${name}/${version}`)}
      </pre>
    </>
  );
}
