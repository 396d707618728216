import { type Batch, Decision, warningCodes } from '@bora/contracts';
import { lazy, Suspense } from 'react';
import { sayCount, sayShare } from '../../shared/say-numbers.ts';
import { texts } from '../../shared/texts.ts';

const ScoreHistogram = lazy(async () => ({
  default: (await import('./score-histogram.tsx')).ScoreHistogram,
}));

const bars: Record<Decision, string> = { approve: 'bg-approve', refer: 'bg-refer', decline: 'bg-decline' };

/** The file in a few numbers: decisions, mean PD, how the scores spread, warnings. */
export function BatchSummaryTiles({ batch }: { batch: Batch }) {
  const { summary, rowsScored } = batch;
  const shareOf = (rows: number) => (rowsScored === 0 ? 0 : rows / rowsScored);
  const warnings = warningCodes.flatMap((code) => {
    const rows = summary.warnings[code] ?? 0;
    return rows > 0 ? [{ code, rows }] : [];
  });
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <section className="card" aria-labelledby="decisions">
        <h2 id="decisions" className="mb-3">
          {texts.results.decisions}
        </h2>
        <div className="mb-3 flex h-3 overflow-hidden rounded-full bg-sunken" aria-hidden="true">
          {Decision.options.map((decision) => (
            <div
              key={decision}
              className={bars[decision]}
              style={{ width: `${shareOf(summary[decision]) * 100}%` }}
            />
          ))}
        </div>
        <dl className="numbers grid grid-cols-3 gap-3">
          {Decision.options.map((decision) => (
            <div key={decision}>
              <dt className="help">{texts.decision[decision]}</dt>
              <dd className="text-xl font-semibold">{sayCount(summary[decision])}</dd>
              <dd className="help">{sayShare(shareOf(summary[decision]))}</dd>
            </div>
          ))}
          <div>
            <dt className="help">{texts.results.pdMean}</dt>
            <dd className="text-xl font-semibold">
              {summary.pdMean === null ? texts.none : sayShare(summary.pdMean)}
            </dd>
          </div>
          <div>
            <dt className="help">{texts.files.scored}</dt>
            <dd className="text-xl font-semibold">{sayCount(rowsScored)}</dd>
          </div>
          <div>
            <dt className="help">{texts.files.rejected}</dt>
            <dd className="text-xl font-semibold">{sayCount(batch.rowsRejected)}</dd>
          </div>
        </dl>
        {warnings.length > 0 && (
          <ul className="mt-3 text-sm text-soft">
            {warnings.map(({ code, rows }) => (
              <li key={code}>
                {texts.warning[code]}: <span className="numbers">{sayCount(rows)}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="card" aria-labelledby="histogram">
        <h2 id="histogram" className="mb-2">
          {texts.results.histogram}
        </h2>
        <div className="min-h-56">
          <Suspense>
            <ScoreHistogram bins={summary.scoreHistogram} />
          </Suspense>
        </div>
      </section>
    </div>
  );
}
