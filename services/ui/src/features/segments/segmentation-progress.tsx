import type { SegmentationRun } from '@bora/contracts';
import { Confirmation } from '../../shared/controls/confirmation.tsx';
import { Progress } from '../../shared/controls/progress.tsx';
import { sayBytes, sayCount } from '../../shared/say-numbers.ts';
import { Failure } from '../../shared/states.tsx';
import { texts } from '../../shared/texts.ts';
import { useCancelSegmentation } from './cancel-segmentation.ts';

const said = texts.segments;

/** How far a segmentation is, and the way to stop it. */
export function SegmentationProgress({ run }: { run: SegmentationRun }) {
  const cancel = useCancelSegmentation(run.id);
  const { progress } = run;
  const share = progress && progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
  return (
    <section className="card space-y-3" aria-label={said.progress}>
      <Progress
        label={progress ? said.stage[progress.stage] : said.states[run.state]}
        share={share}
        detail={detailOf(run)}
      />
      <p className="help">{said.leave}</p>
      {cancel.isError && <Failure error={cancel.error} />}
      <Confirmation
        action={said.cancel}
        title={said.cancelTitle}
        look="danger"
        isDisabled={cancel.isPending}
        onConfirm={() => cancel.mutate()}
      >
        {said.cancelDetail}
      </Confirmation>
    </section>
  );
}

function detailOf({ state, progress }: SegmentationRun): string {
  if (!progress) return state === 'uploading' ? said.stillUploading : said.waiting;
  const { stage, done, total, step } = progress;
  if (stage === 'reading') return said.bytes(sayBytes(done), sayBytes(total));
  if (stage === 'writing') return said.written(sayCount(done), sayCount(total));
  return said.steps(sayCount(done), sayCount(total), step);
}
