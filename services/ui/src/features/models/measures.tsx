import { texts } from '../../shared/texts.ts';

const said = texts.models;

/** What each measure on the cards says, to be opened by who asks. */
export function Measures() {
  return (
    <details className="card">
      <summary className="cursor-pointer font-medium">{said.metricsAbout}</summary>
      <dl className="mt-3 grid gap-3 lg:grid-cols-2">
        {said.metricAbout.map(([names, about]) => (
          <div key={names[0]}>
            <dt className="font-semibold">{names.map(said.metric).join(' · ')}</dt>
            <dd className="text-soft">{about}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
