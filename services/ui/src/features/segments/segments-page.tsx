import { May } from '../../shared/account/may.tsx';
import { Button } from '../../shared/controls/button.tsx';
import { Failure, Loading } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { NewSegmentation } from './new-segmentation.tsx';
import { SegmentationTable } from './segmentation-table.tsx';
import { StoredSegmentations } from './stored-segmentations.tsx';
import { useSegmentations } from './use-segmentations.ts';

const said = texts.segments;

/** The way to a new segmentation, those that were made, and those that are kept under a name. */
export function SegmentsPage() {
  usePageTitle(said.title);
  return (
    <div className="space-y-5">
      <div>
        <h1>{said.title}</h1>
        <p className="mt-1 max-w-3xl text-soft">{said.introduction}</p>
      </div>
      <May do="segmentation:run">
        <NewSegmentation />
      </May>
      <Runs />
      <StoredSegmentations />
    </div>
  );
}

function Runs() {
  const { data, error, isError, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useSegmentations();
  const runs = data?.pages.flatMap(({ segmentations }) => segmentations);
  return (
    <section className="card space-y-3" aria-label={said.runs}>
      <h2>{said.runs}</h2>
      {isError && <Failure error={error} onRetry={() => refetch()} />}
      {isPending && <Loading />}
      {runs?.length === 0 && <p className="text-soft">{said.noRuns}</p>}
      {runs && runs.length > 0 && <SegmentationTable runs={runs} />}
      {hasNextPage && (
        <Button isDisabled={isFetchingNextPage} onPress={() => fetchNextPage()}>
          {said.more}
        </Button>
      )}
    </section>
  );
}
