import { Button } from '../../shared/controls/button.tsx';
import { Progress } from '../../shared/controls/progress.tsx';
import { sayCount } from '../../shared/say-numbers.ts';
import { Failure, Notice } from '../../shared/states.tsx';
import { workTexts } from '../../shared/texts/work.ts';
import { useVerification } from './use-audit.ts';

const said = workTexts.audit;

/** A button that verifies the whole trail, and what it found. */
export function VerifyTrail() {
  const { data, error, isError, isPending, progress, mutate } = useVerification();
  return (
    <section className="space-y-3" aria-label={said.verify}>
      <Button look="main" isDisabled={isPending} onPress={() => mutate()}>
        {said.verify}
      </Button>
      {isPending && (
        <Progress
          label={said.progress}
          share={progress.done / Math.max(1, progress.all)}
          detail={said.verifying(sayCount(progress.done), sayCount(progress.all))}
        />
      )}
      {isError && <Failure error={error} onRetry={() => mutate()} />}
      {data && (
        <Notice
          kind={data.findings.length === 0 ? 'good' : 'error'}
          title={data.findings.length === 0 ? said.whole(sayCount(data.verified)) : said.broken}
        >
          {data.findings.length > 0 && (
            <ul className="list-disc pl-5">
              {data.findings.map(({ kind, sequence, text }) => (
                <li key={`${kind} ${sequence}`}>{text}</li>
              ))}
            </ul>
          )}
          <p className="mt-2">
            {said.head}{' '}
            <code>
              {data.head.sequence}:{data.head.hash}
            </code>
          </p>
        </Notice>
      )}
    </section>
  );
}
