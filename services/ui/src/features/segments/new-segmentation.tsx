import { SegmentationAlgorithm } from '@bora/contracts';
import { useState } from 'react';
import { Button } from '../../shared/controls/button.tsx';
import { Choice, TextInput } from '../../shared/controls/fields.tsx';
import { FileDrop } from '../../shared/controls/file-drop.tsx';
import { Progress } from '../../shared/controls/progress.tsx';
import { loadSamplePurchases } from '../../shared/sample.ts';
import { sayBytes } from '../../shared/say-numbers.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { useUploadSegmentation } from './upload-segmentation.ts';

const said = texts.segments;
const acceptedTypes = ['.csv', '.tsv', '.txt', '.gz', 'text/csv', 'text/tab-separated-values', 'text/plain'];
const fewestSegments = 2;
const mostSegments = 50;

/** The way to a new segmentation: a file, and how its segments are found. */
export function NewSegmentation() {
  const [file, setFile] = useState<File | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  return (
    <section className="space-y-3" aria-label={said.start}>
      {file === null ? (
        <FileDrop
          label={said.drop}
          pick={said.pick}
          help={said.formats}
          acceptedTypes={acceptedTypes}
          onFile={setFile}
        >
          <Button onPress={() => loadSamplePurchases().then(setFile, setFailure)}>{said.sample}</Button>
        </FileDrop>
      ) : (
        <Form file={file} onOther={() => setFile(null)} />
      )}
      {failure !== null && <Failure error={failure} />}
    </section>
  );
}

function Form({ file, onOther }: { file: File; onOther(): void }) {
  const upload = useUploadSegmentation();
  const [algorithm, setAlgorithm] = useState<SegmentationAlgorithm | ''>('');
  const [count, setCount] = useState('');
  const hasCount = algorithm === 'kmeans' || algorithm === 'gmm';
  const asked = { algorithm, count: hasCount && count.trim() ? Number(count) : undefined };
  const isCountOdd =
    asked.count !== undefined &&
    !(Number.isInteger(asked.count) && asked.count >= fewestSegments && asked.count <= mostSegments);
  const { share } = upload;
  return (
    <form
      className="card space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isCountOdd) upload.start(file, asked);
      }}
    >
      <div>
        <h2 className="[overflow-wrap:anywhere]">{file.name}</h2>
        <p className="help">{sayBytes(file.size)}</p>
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        <Choice
          label={said.algorithm}
          value={algorithm}
          help={said.algorithmHelp[algorithm]}
          options={SegmentationAlgorithm.options.map((name) => [name, said.algorithmName[name]])}
          emptyText={said.automatic}
          onChange={(value) => setAlgorithm(SegmentationAlgorithm.safeParse(value).data ?? '')}
        />
        {hasCount && (
          <TextInput
            label={said.count}
            value={count}
            inputMode="numeric"
            help={said.countHelp}
            problem={isCountOdd ? said.countProblem : ''}
            onChange={setCount}
          />
        )}
      </div>
      {upload.failure !== null && <Failure error={upload.failure} />}
      {share === null ? (
        <div className="flex flex-wrap gap-3">
          <Button type="submit" look="main" autoFocus isDisabled={isCountOdd}>
            {said.run}
          </Button>
          <Button onPress={onOther}>{said.other}</Button>
        </div>
      ) : (
        <>
          <Progress label={said.uploading} share={share} detail={share < 1 ? said.uploadHelp : said.taken} />
          <Button onPress={upload.stop}>{said.stop}</Button>
        </>
      )}
    </form>
  );
}
