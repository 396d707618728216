import { type ApplicationSchema, isPredictor } from '@bora/contracts';
import { sayValue } from '../say-value.ts';

interface GivenValuesProps {
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  readonly schema: ApplicationSchema;
}

/** What was given of an applicant, group by group, in the words of the schema. */
export function GivenValues({ values, schema }: GivenValuesProps) {
  const groups = schema.groups
    .map(({ id, label }) => ({
      label,
      variables: schema.variables.filter((variable) => variable.group === id && isPredictor(variable)),
    }))
    .filter(({ variables }) => variables.length > 0);
  return (
    <div className="columns-1 gap-6 sm:columns-2 lg:columns-3 print:columns-3 print:gap-4 print:text-[7.5pt] print:leading-tight">
      {groups.map(({ label, variables }) => (
        <div key={label} className="mb-4 break-inside-avoid print:mb-2">
          <h3 className="mb-1 border-b border-line pb-1 print:mb-0 print:pb-0 print:text-[8pt]">{label}</h3>
          <dl>
            {variables.map((variable) => (
              <div key={variable.name} className="flex justify-between gap-3 py-0.5 print:py-0">
                <dt className="min-w-0 text-soft">{variable.label}</dt>
                <dd className="text-right wrap-break-word">
                  {sayValue(values[variable.name], variable, schema.file.missing)}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </div>
  );
}
