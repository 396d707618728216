import { type Batch, BatchRejects } from '@bora/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { callApi } from '../../shared/api.ts';
import { Button, buttonLook } from '../../shared/controls/button.tsx';
import { sayCount } from '../../shared/say-numbers.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';

const rejectsPerPage = 100;

/** Rows that have no score: where they stand, what was given and what is allowed. */
export function RejectsPanel({ batch }: { batch: Batch }) {
  const [page, setPage] = useState(0);
  const { data, error, isError, refetch } = useRejects(batch.id, page);
  if (batch.rowsRejected === 0) return <p className="card">{texts.rejects.none}</p>;
  if (isError) return <Failure error={error} onRetry={() => refetch()} />;
  if (!data) return <Loading />;
  const lastPage = Math.ceil(data.total / rejectsPerPage) - 1;
  return (
    <div className="space-y-4">
      <p className="max-w-3xl text-soft">{texts.rejects.introduction}</p>
      <div className="flex flex-wrap gap-3">
        <a className={buttonLook('main')} href={`/v1/batches/${batch.id}/rejected-rows`} download>
          {texts.rejects.download}
        </a>
        <a className={buttonLook('plain')} href={`/v1/batches/${batch.id}/rejects.csv`} download>
          {texts.rejects.downloadList}
        </a>
      </div>
      <div
        className="card max-h-[65dvh] overflow-auto"
        tabIndex={0}
        role="region"
        aria-label={texts.rejects.title}
      >
        <table className="plain-table">
          <thead>
            <tr>
              <th className="text-right">{texts.rejects.line}</th>
              <th>{texts.rejects.why}</th>
              <th>{texts.rejects.column}</th>
              <th>{texts.rejects.given}</th>
              <th className="text-right">{texts.scores.row}</th>
            </tr>
          </thead>
          <tbody>
            {data.rejects.map(({ row, line, code, column, given, allowed }) => (
              <tr key={row}>
                <td className="numbers text-right">{sayCount(line)}</td>
                <td className="min-w-52">
                  {texts.rejectCode[code]} {texts.rejects.allowed(allowed)}
                </td>
                <td className="whitespace-nowrap">{column ?? texts.none}</td>
                <td className="max-w-80 [overflow-wrap:anywhere]">
                  {given ? <code>{given}</code> : texts.rejects.nothing}
                </td>
                <td className="numbers text-right">{sayCount(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {lastPage > 0 && (
        <div className="flex flex-wrap items-center gap-3">
          <Button isDisabled={page === 0} onPress={() => setPage(page - 1)}>
            {texts.rejects.previous}
          </Button>
          <span className="numbers">{texts.rejects.page(sayCount(page + 1), sayCount(lastPage + 1))}</span>
          <Button isDisabled={page >= lastPage} onPress={() => setPage(page + 1)}>
            {texts.rejects.next}
          </Button>
        </div>
      )}
    </div>
  );
}

function useRejects(batchId: string, page: number) {
  return useQuery({
    queryKey: ['rejects', batchId, page],
    queryFn: ({ signal }) =>
      callApi(
        `/v1/batches/${batchId}/rejects?offset=${page * rejectsPerPage}&limit=${rejectsPerPage}`,
        BatchRejects,
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
}
