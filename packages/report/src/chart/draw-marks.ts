import { dot, type Markish, ruleX, ruleY, text } from '@observablehq/plot';
import type { Mark } from './chart.ts';

const faint = { stroke: 'currentColor', strokeOpacity: 0.6, strokeDasharray: '4 3' };
const halo = { fill: 'currentColor', stroke: 'var(--background, #fff)', strokeWidth: 4 };

/** Lines and points that are pointed out on top of a chart. */
export function drawMarks(marks: readonly Mark[] = []): Markish[] {
  return marks.flatMap(({ x, y, label }): Markish[] => {
    const name = label === undefined ? [] : [label];
    if (x !== undefined && y !== undefined) {
      return [
        dot([{ x, y }], {
          x: 'x',
          y: 'y',
          r: 5,
          fill: 'var(--background, #fff)',
          stroke: 'currentColor',
          strokeWidth: 2,
        }),
        text(name, { x: [x], y: [y], text: name, dy: -14, ...halo }),
      ];
    }
    if (x !== undefined) {
      return [
        ruleX([x], faint),
        text(name, { x: [x], text: name, frameAnchor: 'top', dy: -4, lineAnchor: 'bottom', ...halo }),
      ];
    }
    if (y === undefined) return [];
    return [
      ruleY([y], faint),
      text(name, {
        y: [y],
        text: name,
        frameAnchor: 'right',
        textAnchor: 'end',
        lineAnchor: 'bottom',
        dy: -3,
        ...halo,
      }),
    ];
  });
}
