import * as Plot from '@observablehq/plot';
import { useEffect, useRef, useState } from 'react';
import { BareTable } from '../bare-table.tsx';
import { texts } from '../texts.ts';

interface FigureProps {
  /** In pixels; kept free before the chart is drawn. */
  readonly height: number;
  /** What the chart shows, for those who do not see it. */
  readonly description: string;
  /** The same numbers as a table, which anybody may open. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  draw(width: number): Plot.PlotOptions;
}

/** A chart as wide as its place, with its numbers as a table behind it. */
export function Figure({ height, description, columns, rows, draw }: FigureProps) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (width === 0) return;
    const svg = Plot.plot({ className: 'plot', ...draw(width) });
    // Our policy of styles refuses its style element; styles.css says the same.
    for (const style of svg.querySelectorAll('style')) style.remove();
    svg.setAttribute('aria-hidden', 'true');
    place.current!.replaceChildren(svg);
  }, [width, draw]);
  return (
    <figure>
      <div ref={place} style={{ height }} role="img" aria-label={description} />
      <details className="mt-1 print:hidden">
        <summary className="cursor-pointer text-sm text-soft">{texts.asTable}</summary>
        <div className="mt-1">
          <BareTable columns={columns} rows={rows.map((cells) => ({ key: cells[0] ?? '', cells }))} />
        </div>
      </details>
    </figure>
  );
}
