import type { Batch } from '@bora/contracts';
import type { Scenario } from '@bora/simulation/run';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { simulationAddress } from '../../shared/addresses.ts';
import { Button } from '../../shared/controls/button.tsx';
import { Choice } from '../../shared/controls/fields.tsx';
import { useSchema } from '../../shared/requests/use-schema.ts';
import { useStartSimulation } from '../../shared/requests/use-start-simulation.ts';
import { sayCount, sayMoment } from '../../shared/say-numbers.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { Assumptions } from './assumptions.tsx';
import { ChosenSimulation } from './chosen-simulation.ts';

const said = texts.simulations;

type OfferedFile = Batch & { readonly hasOutcomes: boolean };

/** What a new simulation is asked for with; another page may have chosen file and scenario. */
export function SimulationForm({
  files,
  scenarios,
}: {
  files: readonly OfferedFile[];
  scenarios: readonly Scenario[];
}) {
  const navigate = useNavigate();
  const starting = useStartSimulation();
  const chosen = ChosenSimulation.safeParse(useLocation().state).data;
  const [fileId, setFileId] = useState(
    (files.find(({ id }) => id === chosen?.batchId) ?? files[0])?.id ?? '',
  );
  const [scenarioId, setScenarioId] = useState(chosen?.scenarioId ?? '');
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
