import type { ApplicationSchema } from '@bora/contracts';
import { useCallback, useMemo, useState } from 'react';
import { useLocation } from 'react-router';
import { z } from 'zod';
import { Button } from '../../shared/controls/button.tsx';
import { useSchema } from '../../shared/requests/use-schema.ts';
import { loadSample } from '../../shared/sample.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { knownValues } from './known-values.ts';
import { PasteRow } from './paste-row.tsx';
import { PersonAnswer } from './person-answer.tsx';
import { PersonForm } from './person-form.tsx';
import { readPastedRow } from './read-pasted-row.ts';
import { refusedVariables, showField } from './refused-variables.ts';
import type { FormValues } from './score-application.ts';
import { useWhatIf } from './use-what-if.ts';

const HandedOver = z.object({ values: z.record(z.string(), z.string()) });

/** One application: a form, its answer beside it, and the same answer again whenever a value is changed. */
export function PersonPage() {
  usePageTitle(texts.navigation.scorePerson);
  const schema = useSchema();
  const handedOver = HandedOver.safeParse(useLocation().state).data;
  return (
    <div className="space-y-5">
      <div>
        <h1>{texts.person.title}</h1>
        <p className="mt-1 max-w-3xl text-soft">{texts.person.introduction}</p>
      </div>
      {schema.isError && <Failure error={schema.error} onRetry={() => schema.refetch()} />}
      {schema.isPending && <Loading />}
      {schema.data && <Workplace key={schema.data.id} schema={schema.data} ofRow={handedOver?.values} />}
    </div>
  );
}

interface WorkplaceProps {
  readonly schema: ApplicationSchema;
  /** Values of an applicant of a file, about whom it is decided already. */
  readonly ofRow: FormValues | undefined;
}

function Workplace({ schema, ofRow }: WorkplaceProps) {
  const [values, setValues] = useState(() => knownValues(ofRow ?? {}, schema));
  const [isDecided, setDecided] = useState(ofRow !== undefined);
  const refused = useMemo(() => refusedVariables(schema, values), [schema, values]);
  const whatIf = useWhatIf(values, isDecided, refused.length > 0);
  const change = useCallback(
    (name: string, value: string) => setValues((before) => ({ ...before, [name]: value })),
    [],
  );
  const begin = (given: FormValues) => {
    setValues(knownValues(given, schema));
    setDecided(false);
    whatIf.forget();
  };
  return (
    <form
      className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const [first] = refused;
        if (first) showField(first.name);
        else whatIf.score();
      }}
    >
      <div className="space-y-4">
        <div className="flex flex-wrap gap-3">
          <PasteRow schema={schema} onRow={begin} />
          <Button onPress={() => loadExample(schema).then(begin)}>{texts.person.example}</Button>
          <Button onPress={() => begin({})}>{texts.person.clear}</Button>
        </div>
        <PersonForm schema={schema} values={values} changed={whatIf.changed} onChange={change} />
      </div>
      <PersonAnswer
        schema={schema}
        values={values}
        isDecided={isDecided}
        refused={refused}
        whatIf={whatIf}
        onBack={setValues}
      />
    </form>
  );
}

/** The first applicant of the sample, where that is of this schema. */
async function loadExample(schema: ApplicationSchema): Promise<FormValues> {
  const text = await (await loadSample()).text();
  const row = readPastedRow(text.split('\n', 2).join('\n'), schema);
  return 'values' in row ? row.values : {};
}
