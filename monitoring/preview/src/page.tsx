import '@fontsource/inter/400.css';
import '@fontsource/inter/500.css';
import { createTheme, dateTime, ThemeContext, type TimeRange } from '@grafana/data';
import { GlobalStyles } from '@grafana/ui';
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
  // Text on a canvas is measured when it is drawn.
  await Promise.all(['400', '500'].map((weight) => document.fonts.load(`${weight} 12px Inter`)));
  const range = { from: dateTime(fromMs), to: dateTime(toMs) };
  const timeRange: TimeRange = { ...range, raw: range };
  createRoot(document.querySelector('main')!).render(
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <DashboardGrid
        rows={panels.filter(({ type }) => type === 'row')}
        panels={prepared}
        timeRange={timeRange}
      />
    </ThemeContext.Provider>,
  );
  await new Promise((resolve) => requestIdleCallback(resolve));
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return [...faults, ...layoutFaults()];
};
