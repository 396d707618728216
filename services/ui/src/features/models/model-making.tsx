import type { ModelDetail, ModelManifest, ModelReference } from '@bora/contracts';
import type { ReactNode } from 'react';
import { Answered } from '../../shared/answered.tsx';
import { useModel } from '../../shared/requests/use-model.ts';
import { sayFigure } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const said = texts.modelMaking;

interface ModelMakingProps {
  readonly model: ModelReference;
  readonly manifest: ModelManifest;
  /** Nothing but the manifest of a refused version is read. */
  readonly isRefused: boolean;
}

/** Calibration, points and making of a version. */
export function ModelMaking({ model, manifest, isRefused }: ModelMakingProps) {
  const { seeds, backend, libraries, gitCommit, trainingData } = manifest;
  const made = Object.entries(libraries).map(([library, release]) => `${library} ${release}`);
  return (
    <section className="card" aria-label={said.title}>
      <h2 className="mb-2">{said.title}</h2>
      <dl className="grid gap-x-8 gap-y-2 lg:grid-cols-2">
        {!isRefused && <ReadFacts model={model} />}
        <Fact term={said.seeds}>{seeds.length === 0 ? texts.none : seeds.join(', ')}</Fact>
        <Fact term={said.madeWith}>{[backend, ...made].join(', ')}</Fact>
        <Fact term={said.commit}>{gitCommit ?? texts.none}</Fact>
        <Fact term={said.trainingData}>{trainingData.sha256}</Fact>
      </dl>
    </section>
  );
}

function ReadFacts({ model }: { model: ModelReference }) {
  return <Answered query={useModel(model)}>{(detail) => <Facts detail={detail} />}</Answered>;
}

function Facts({ detail: { calibration, scale } }: { detail: ModelDetail }) {
  return (
    <>
      <Fact term={said.calibration}>
        {calibration
          ? said.platt(sayFigure(calibration.slope), sayFigure(calibration.intercept))
          : said.noCalibration}
      </Fact>
      <Fact term={said.scale}>{said.points(scale)}</Fact>
    </>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="label">{term}</dt>
      <dd className="numbers text-soft [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
