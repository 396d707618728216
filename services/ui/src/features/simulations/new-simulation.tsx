import { type Batch, pagePaths } from '@bora/contracts';
import type { Scenario } from '@bora/simulation/run';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { simulationAddress } from '../../shared/addresses.ts';
import { Button } from '../../shared/controls/button.tsx';
import { Choice } from '../../shared/controls/fields.tsx';
import { useBatches } from '../../shared/requests/use-batches.ts';
import { useSchema } from '../../shared/requests/use-schema.ts';
import { useStartSimulation } from '../../shared/requests/use-start-simulation.ts';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { Assumptions } from './assumptions.tsx';
import { mayHaveOutcomes } from './has-outcomes.ts';
import { TrySample } from './try-sample.tsx';
import { useScenarios } from './use-scenarios.ts';

const said = texts.simulations;
const offeredFiles = 100;

type OfferedFile = Batch & { readonly hasOutcomes: boolean };

/** The way to a new simulation: which file, under which scenario. */
export function NewSimulation() {
  const batches = useBatches(offeredFiles);
  const scenarios = useScenarios();
  const schema = useSchema();
  const failed = [batches, scenarios].find(({ isError }) => isError);
  const scored = schema.isPending ? undefined : batches.data?.pages[0]?.batches;
  const files = scored
    ?.filter(({ state }) => state === 'completed')
    .map((batch) => ({ ...batch, hasOutcomes: mayHaveOutcomes(batch, schema.data) }))
    .sort((one, other) => Number(other.hasOutcomes) - Number(one.hasOutcomes));
  return (
    <section className="card space-y-4" aria-label={said.start}>
      <h2>{said.start}</h2>
      {failed && <Failure error={failed.error} onRetry={() => failed.refetch()} />}
      {!failed && !(files && scenarios.data) && <Loading />}
      {files?.length === 0 && (
        <p className="text-soft">
          {said.noFiles} <Link to={pagePaths.scoreFile}>{said.scoreFile}</Link>.
        </p>
      )}
      {files && files.length > 0 && scenarios.data && (
        <Form files={files} scenarios={scenarios.data.scenarios} />
      )}
      {scenarios.data && <TrySample scenarios={scenarios.data.scenarios} />}
    </section>
  );
}

function Form({ files, scenarios }: { files: readonly OfferedFile[]; scenarios: readonly Scenario[] }) {
  const navigate = useNavigate();
  const starting = useStartSimulation();
  const [fileId, setFileId] = useState(files[0]?.id ?? '');
  const [scenarioId, setScenarioId] = useState('');
  const [inSample, setInSample] = useState(false);
  const [otherId, setOtherId] = useState('');
  const [segment, setSegment] = useState('');
  const file = files.find(({ id }) => id === fileId);
  const suitable = scenarios.filter(({ schema }) => schema === file?.schema);
  const scenario = suitable.find(({ id }) => id === scenarioId);
  const others = files.filter(({ id, fileName }) => id !== fileId && fileName === file?.fileName);
  const other = others.find(({ id }) => id === otherId);
  const schema = useSchema(file?.model).data;
  const variables = schema?.variables.filter(({ kind }) => kind !== 'id' && kind !== 'label') ?? [];
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!file || !scenario) return;
        starting.mutate(
          {
            batchId: file.id,
            scenario,
            inSample,
            ...(other ? { againstBatchId: other.id } : {}),
            ...(variables.some(({ name }) => name === segment) ? { segment } : {}),
          },
          { onSuccess: ({ id }) => navigate(simulationAddress(id)) },
        );
      }}
    >
      <div className="grid gap-4 md:grid-cols-2">
        <Choice
          label={said.file}
          value={fileId}
          help={said.fileHelp}
          options={files.map((one) => [one.id, sayFile(one)])}
          emptyText={said.chooseFile}
          onChange={setFileId}
        />
        <Choice
          label={said.scenario}
          value={scenario ? scenarioId : ''}
          help={scenario?.description}
          problem={file && suitable.length === 0 ? said.noScenario : ''}
          options={suitable.map(({ id, title }) => [id, title])}
          emptyText={said.chooseScenario}
          onChange={setScenarioId}
        />
        <Choice
          label={said.segments.choose}
          value={segment}
          options={variables.map(({ name, label }) => [name, label])}
          emptyText={said.segments.none}
          onChange={setSegment}
        />
        {others.length > 0 && (
          <Choice
            label={said.other}
            value={other ? otherId : ''}
            help={said.otherHelp}
            options={others.map(({ id, createdAt, model, policy }) => [
              id,
              `${sayMoment(createdAt)} · ${said.decidedWith(`${model.name} ${model.version}`, `${policy.name} ${policy.version}`)}`,
            ])}
            emptyText={said.noOther}
            onChange={setOtherId}
          />
        )}
      </div>
      {scenario && <Assumptions scenario={scenario} />}
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-1 size-5 accent-accent"
          checked={inSample}
          onChange={({ target }) => setInSample(target.checked)}
        />
        {said.inSample}
      </label>
      {starting.isError && <Failure error={starting.error} />}
      <Button type="submit" look="main" isDisabled={!file || !scenario || starting.isPending}>
        {starting.isPending ? said.starting : said.run}
      </Button>
    </form>
  );
}

function sayFile({ fileName, rowsScored, createdAt, trial, hasOutcomes }: OfferedFile): string {
  const name = fileName || texts.files.unnamed;
  const marks = [trial ? said.trial : '', hasOutcomes ? '' : said.noOutcomes].filter((mark) => mark !== '');
  return [said.fileOption(name, sayCount(rowsScored), sayMoment(createdAt)), ...marks].join(' · ');
}
