import { useState } from 'react';
import { Notice } from '../states.tsx';
import { texts } from '../texts.ts';
import { Button } from './button.tsx';

/** A secret that is shown this one time, with a way to copy it. */
export function ShownOnce({ title, help, secret }: { title: string; help: string; secret: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    // Absent where the page came without TLS from another machine: it can be selected all the same.
    navigator.clipboard?.writeText(secret).then(
      () => setCopied(true),
      () => {},
    );
  return (
    <Notice kind="good" title={title}>
      <p>{help}</p>
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <code className="rounded bg-sunken px-2 py-1 select-all">{secret}</code>
        <Button onPress={copy}>{isCopied ? texts.shownOnce.copied : texts.shownOnce.copy}</Button>
      </div>
    </Notice>
  );
}
