import { ChartDataError, chartSheet, escapeHtml, type Page, renderPage } from '@bora/report';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { inventedCharts } from './invented-charts.ts';

const hostile = `</svg><script>alert(1)</script><img src=x onerror="alert('2')"> & ]]> \u0000`;

function pageAbout(name: string): Page {
  return {
    title: name,
    lead: name,
    facts: [{ label: name, value: name }],
    sections: ['one', 'two', 'three'].map((part) => ({
      heading: `${name} ${part}`,
      text: [name],
      charts: inventedCharts(name),
      tables: [
        {
          caption: name,
          folded: part === 'two',
          columns: [
            { heading: name, format: 'text' },
            { heading: 'rows', format: 'count' },
          ],
          rows: [
            [name, 12345],
            [name, null],
          ],
        },
      ],
    })),
    footer: name,
  };
}

test('no text of a page, its tables or its charts becomes markup', () => {
  const { document } = parseHTML(renderPage(pageAbout(hostile)));
  expect(document.querySelectorAll('script, img, foreignObject, iframe, object').length).toBe(0);
  const handlers = [...document.querySelectorAll('*')].flatMap((element) =>
    [...element.attributes].map(({ name }) => name).filter((name) => name.startsWith('on')),
  );
  expect(handlers).toEqual([]);
  expect(document.querySelector('h1')?.textContent).toContain('<script>alert(1)</script>');
  expect(document.querySelector('td')?.textContent).toContain('onerror=');
});

test('a page with hostile texts has the same elements as one with plain texts', () => {
  const elements = (name: string) => {
    const { document } = parseHTML(renderPage(pageAbout(name)));
    return [...document.querySelectorAll('body *')].filter(({ tagName }) => !/^(g|tspan)$/i.test(tagName))
      .length;
  };
  expect(elements(hostile)).toBe(
    elements('a plain name that is about as long as the hostile one, more or less'),
  );
});

test('a page asks for nothing from elsewhere and runs nothing', () => {
  const html = renderPage(pageAbout('net profit'));
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
  expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|\ssrc=|@import|url\(|<link/);
});

test('the same page gives the same bytes', () => {
  const page = () => renderPage(pageAbout('net profit'));
  expect(page()).toBe(page());
});

test('every chart is an image with a name and a description, and a whole XML document', () => {
  for (const chart of inventedCharts(hostile)) {
    const start = /^<svg [^>]*>/.exec(chart.svg)?.[0] ?? '';
    expect(start).toContain('role="img"');
    expect(start).toContain(`aria-label="${escapeHtml(`${chart.title}. ${chart.description}`)}"`);
    expect(start).toContain('xmlns="http://www.w3.org/2000/svg"');
    const texts = chart.svg.replace(/<[^<>]*>/g, '');
    expect(texts).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|#39;|#\d+;)/);
    const attributes = [...chart.svg.matchAll(/="([^"]*)"/g)].map((match) => match[1]!);
    expect(attributes.filter((value) => value.includes('<'))).toEqual([]);
    expect(chart.svg).not.toContain('\u0000');
  }
});

test('a sheet of charts is one XML document with every title, and no markup of theirs', () => {
  const charts = inventedCharts(hostile);
  const sheet = chartSheet(charts);
  for (const { title } of charts) expect(sheet).toContain(`>${escapeHtml(title)}</text>`);
  expect(sheet.match(/<svg /g)).toHaveLength(charts.length + 1);
  expect(sheet).not.toMatch(/<script|<img|NaN/);
});

test('no chart draws NaN, infinity or a warning', () => {
  for (const { svg } of inventedCharts('net profit')) expect(svg).not.toMatch(/NaN|Infinity|undefined|⚠/);
});

test('a chart of nothing, or of a number that is none, is refused with its title', async () => {
  const { barChart, lineChart } = await import('@bora/report');
  const text = { title: 'Bad rate', description: 'Invented.' };
  const axis = { label: 'share', format: 'share' } as const;
  const empty = () => barChart({ ...text, value: axis, bars: [] });
  expect(empty).toThrow(ChartDataError);
  expect(empty).toThrow('Chart "Bad rate": there is nothing to draw.');
  const series = [{ name: 'x', points: [{ x: 0, y: Number.NaN }] }];
  expect(() => lineChart({ ...text, x: axis, y: axis, series })).toThrow('NaN cannot be drawn');
});
