import { createTheme, dateTime, ThemeContext, type TimeRange } from '@grafana/data';
import { GlobalStyles } from '@grafana/ui';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { DashboardGrid } from './dashboard-grid.tsx';
import type { Answer } from './frames.ts';
import { layoutFaults } from './layout-faults.ts';
import { notDrawn, overlaps, type Panel } from './not-drawn.ts';
import { type PreparedPanel, preparePanel } from './panel-data.ts';

/** All that the page is told, and what it tells back. */
export interface Preview {
  readonly panels: readonly Panel[];
  /** By the id of the panel. */
  readonly answers: Readonly<Record<number, readonly Answer[]>>;
  readonly fromMs: number;
  readonly toMs: number;
}

declare global {
  interface Window {
    preview: Preview;
    /** Called from outside; resolves, when all is drawn, with what is wrong with it. */
    drawDashboard(): Promise<string[]>;
  }
}

// Grafana's default.
const theme = createTheme({ colors: { mode: 'dark' } });

window.drawDashboard = async () => {
  const { panels, answers, fromMs, toMs } = window.preview;
  const faults = overlaps(panels);
  const prepared: PreparedPanel[] = [];
  for (const panel of panels) {
    faults.push(...notDrawn(panel).map((what) => `${panel.title}: ${what} is not drawn by the preview`));
    if (panel.type === 'row') continue;
    await preparePanel(panel, answers[panel.id] ?? [], theme).then(
      (one) => prepared.push(one),
      (error: Error) => faults.push(`${panel.title}: ${error.message}`),
    );
  }
  const range = { from: dateTime(fromMs), to: dateTime(toMs) };
  const timeRange: TimeRange = { ...range, raw: range };
  const root = createRoot(document.querySelector('main')!);
  const draw = (dashboard: ReactNode) =>
    flushSync(() =>
      root.render(
        <ThemeContext.Provider value={theme}>
          <GlobalStyles />
          {dashboard}
        </ThemeContext.Provider>,
      ),
    );
  draw(null);
  // Text on a canvas is measured when it is drawn.
  await Promise.all(['400', '500'].map((weight) => document.fonts.load(`${weight} 12px Inter`)));
  const rows = panels.filter(({ type }) => type === 'row');
  draw(<DashboardGrid rows={rows} panels={prepared} timeRange={timeRange} />);
  await new Promise((resolve) => requestIdleCallback(resolve));
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return [...faults, ...layoutFaults()];
};
