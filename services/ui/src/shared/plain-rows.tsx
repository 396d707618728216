import { BareTable, type BareTableProps } from './bare-table.tsx';

/** A table that scrolls by itself where the page is narrow. */
export function PlainRows({ label, ...table }: BareTableProps & { readonly label: string }) {
  return (
    <section className="sideways" tabIndex={0} aria-label={label}>
      <BareTable {...table} />
    </section>
  );
}
