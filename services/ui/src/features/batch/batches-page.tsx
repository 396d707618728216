import { BatchTable } from '../../shared/batch-table.tsx';
import { Button } from '../../shared/controls/button.tsx';
import { useBatches } from '../../shared/requests/use-batches.ts';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';

const filesAtOnce = 25;

/** All files that the platform still holds, newest first. */
export function BatchesPage() {
  usePageTitle(texts.files.title);
  const { data, error, isError, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useBatches(filesAtOnce);
  const batches = data?.pages.flatMap((page) => page.batches);
  return (
    <div className="space-y-4">
      <h1>{texts.files.title}</h1>
      <p className="text-soft">{texts.files.introduction}</p>
      {isError && <Failure error={error} onRetry={() => refetch()} />}
      {!batches && !isError && <Loading />}
      {batches?.length === 0 && <p className="card">{texts.scoreFile.noFiles}</p>}
      {batches && batches.length > 0 && (
        <div className="card">
          <BatchTable batches={batches} />
        </div>
      )}
      {hasNextPage && (
        <Button isDisabled={isFetchingNextPage} onPress={() => fetchNextPage()}>
          {texts.files.more}
        </Button>
      )}
    </div>
  );
}
