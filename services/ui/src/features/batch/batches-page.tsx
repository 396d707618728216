import { Answered } from '../../shared/answered.tsx';
import { BatchTable } from '../../shared/batch-table.tsx';
import { Button } from '../../shared/controls/button.tsx';
import { PageHeading } from '../../shared/page-heading.tsx';
import { useBatches } from '../../shared/requests/use-batches.ts';
import { texts } from '../../shared/texts.ts';

const filesAtOnce = 25;

/** All files that the platform still holds, newest first. */
export function BatchesPage() {
  const query = useBatches(filesAtOnce);
  const { hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  return (
    <div className="space-y-4">
      <PageHeading title={texts.files.title} introduction={texts.files.introduction} />
      <Answered query={query}>
        {({ pages }) => {
          const batches = pages.flatMap((page) => page.batches);
          if (batches.length === 0) return <p className="card">{texts.scoreFile.noFiles}</p>;
          return (
            <div className="card">
              <BatchTable batches={batches} />
            </div>
          );
        }}
      </Answered>
      {hasNextPage && (
        <Button isDisabled={isFetchingNextPage} onPress={() => fetchNextPage()}>
          {texts.files.more}
        </Button>
      )}
    </div>
  );
}
