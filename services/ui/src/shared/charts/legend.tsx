interface LegendEntry {
  readonly name: string;
  readonly color: string;
  readonly isDashed?: boolean;
}

/** Which line of a chart is what, by colour and dashes. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <ul className="mt-1 flex flex-wrap gap-x-5 text-sm">
      {entries.map(({ name, color, isDashed = false }) => (
        <li key={name} className="flex items-center gap-2">
          <svg width="28" height="8" aria-hidden="true">
            <line
              x1="0"
              x2="28"
              y1="4"
              y2="4"
              stroke={color}
              strokeWidth="3"
              strokeDasharray={isDashed ? '6 3' : undefined}
            />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
