import { pagePaths } from '@bora/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { BatchTable } from '../../shared/batch-table.tsx';
import { useBatches } from '../../shared/requests/use-batches.ts';
import { useSchema } from '../../shared/requests/use-schema.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { CheckedFile } from './checked-file.tsx';
import { ChooseFile } from './choose-file.tsx';

const recentFiles = 5;

/** The start page: choose a file, see what its header says, send it. */
export function ScoreFilePage() {
  usePageTitle(texts.navigation.scoreFile);
  const [file, setFile] = useState<File | null>(null);
  const schema = useSchema();
  return (
    <div className="space-y-6">
      <div>
        <h1>{texts.scoreFile.title}</h1>
        <p className="mt-1 max-w-3xl text-soft">{texts.scoreFile.introduction}</p>
      </div>
      {schema.isError && <Failure error={schema.error} onRetry={() => schema.refetch()} />}
      {file === null ? (
        <ChooseFile onFile={setFile} />
      ) : (
        <CheckedFile key={fileKey(file)} file={file} schema={schema.data} onOther={() => setFile(null)} />
      )}
      <RecentFiles />
    </div>
  );
}

const fileKey = (file: File) => `${file.name} ${file.size} ${file.lastModified}`;

function RecentFiles() {
  const { data, isError } = useBatches(recentFiles);
  const batches = data?.pages[0]?.batches ?? [];
  return (
    <section aria-labelledby="recent-files" className="min-h-64">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <h2 id="recent-files">{texts.scoreFile.recent}</h2>
        {data?.pages[0]?.nextCursor && <Link to={pagePaths.batches}>{texts.scoreFile.allFiles}</Link>}
      </div>
      {isError && <p className="help">{texts.scoreFile.recentFailed}</p>}
      {data && batches.length === 0 && <p className="help">{texts.scoreFile.noFiles}</p>}
      {batches.length > 0 && <BatchTable batches={batches} />}
    </section>
  );
}
