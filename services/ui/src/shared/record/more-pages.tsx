import { Button } from '../controls/button.tsx';
import { workTexts } from '../texts/work.ts';

interface MorePagesProps {
  readonly pages: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    fetchNextPage(): unknown;
  };
}

/** The way to the next page of a list, where there is one. */
export function MorePages({ pages }: MorePagesProps) {
  if (!pages.hasNextPage) return null;
  return (
    <Button isDisabled={pages.isFetchingNextPage} onPress={() => pages.fetchNextPage()}>
      {workTexts.search.more}
    </Button>
  );
}
