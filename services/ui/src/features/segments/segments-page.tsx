import { May } from '../../shared/account/may.tsx';
import { Answered } from '../../shared/answered.tsx';
import { Button } from '../../shared/controls/button.tsx';
import { PageHeading } from '../../shared/page-heading.tsx';
import { texts } from '../../shared/texts.ts';
import { NewSegmentation } from './new-segmentation.tsx';
import { SegmentationTable } from './segmentation-table.tsx';
import { StoredSegmentations } from './stored-segmentations.tsx';
import { useSegmentations } from './use-segmentations.ts';

const said = texts.segments;

/** The way to a new segmentation, those that were made, and those that are kept under a name. */
export function SegmentsPage() {
  return (
    <div className="space-y-5">
      <PageHeading title={said.title} introduction={said.introduction} />
      <May do="segmentation:run">
        <NewSegmentation />
      </May>
      <Runs />
      <StoredSegmentations />
    </div>
  );
}

function Runs() {
  const query = useSegmentations();
  const { hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  return (
    <section className="card space-y-3" aria-label={said.runs}>
      <h2>{said.runs}</h2>
      <Answered query={query}>
        {({ pages }) => {
          const runs = pages.flatMap(({ segmentations }) => segmentations);
          if (runs.length === 0) return <p className="text-soft">{said.noRuns}</p>;
          return <SegmentationTable runs={runs} />;
        }}
      </Answered>
      {hasNextPage && (
        <Button isDisabled={isFetchingNextPage} onPress={() => fetchNextPage()}>
          {said.more}
        </Button>
      )}
    </section>
  );
}
