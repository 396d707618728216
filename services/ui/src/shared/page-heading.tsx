import { usePageTitle } from './use-page-title.ts';

/** Title of a page, in the window too, and a sentence on what it is for. */
export function PageHeading({ title, introduction }: { title: string; introduction: string }) {
  usePageTitle(title);
  return (
    <div>
      <h1>{title}</h1>
      <p className="mt-1 max-w-3xl text-soft">{introduction}</p>
    </div>
  );
}
