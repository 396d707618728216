import { useState } from 'react';
import { texts } from '../shared/texts.ts';
import { chooseTheme, storedTheme, themes } from './theme.ts';

/** Light, dark, or as the system says. */
export function ThemeChoice() {
  const [theme, setTheme] = useState(storedTheme);
  return (
    <label className="flex items-center gap-2 text-sm text-soft">
      <span className="sr-only">{texts.theme.label}</span>
      <select
        className="rounded border border-edge bg-surface px-2 py-1 text-ink"
        value={theme}
        onChange={({ target }) => {
          const chosen = themes.find((one) => one === target.value)!;
          setTheme(chosen);
          chooseTheme(chosen);
        }}
      >
        {themes.map((one) => (
          <option key={one} value={one}>
            {texts.theme[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
