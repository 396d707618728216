import type { ReactNode } from 'react';

/** A part of the page under its own heading. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <h2 className="mb-2">{title}</h2>
      {children}
    </section>
  );
}
