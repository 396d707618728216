import type { Chart } from '../chart/chart.ts';
import { escapeHtml } from '../escape-html.ts';
import { pageStyle } from './page-style.ts';
import { renderTable, type Table } from './table.ts';

/** What stands on a page. All texts are plain text: markup in them is shown, not obeyed. */
export interface Page {
  readonly title: string;
  /** One paragraph under the title: what this is, and what it says. */
  readonly lead: string;
  /** The few figures to see first. */
  readonly facts?: readonly Fact[];
  readonly sections: readonly Section[];
  /** How it was made: command, versions, hashes. */
  readonly footer?: string;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Section {
  readonly heading: string;
  /** Paragraphs. */
  readonly text?: readonly string[];
  readonly charts?: readonly Chart[];
  readonly tables?: readonly Table[];
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * A whole page in one file: no script, nothing from elsewhere, so that it opens from a disk, in a mail, in ten years.
 * The same page gives the same bytes.
 */
export function renderPage(page: Page): string {
  const sections = page.sections.map(renderSection);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<header>
<h1>${escapeHtml(page.title)}</h1>
<p class="lead">${escapeHtml(page.lead)}</p>
${renderFacts(page.facts ?? [])}${renderContents(page.sections)}</header>
${sections.join('\n')}
</main>
${page.footer === undefined ? '' : `<footer>${escapeHtml(page.footer)}</footer>\n`}</body>
</html>
`;
}

function renderFacts(facts: readonly Fact[]): string {
  if (facts.length === 0) return '';
  const items = facts.map(
    ({ label, value }) => `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return `<dl class="facts">${items.join('')}</dl>\n`;
}

function renderContents(sections: readonly Section[]): string {
  if (sections.length < 3) return '';
  const links = sections.map(
    ({ heading }, index) => `<a href="#section-${index + 1}">${escapeHtml(heading)}</a>`,
  );
  return `<nav aria-label="Sections">${links.join(' ')}</nav>\n`;
}

function renderSection({ heading, text = [], charts = [], tables = [] }: Section, index: number): string {
  const parts = [
    `<h2>${escapeHtml(heading)}</h2>`,
    ...text.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    charts.length > 0 ? `<div class="charts">${charts.map(renderChart).join('')}</div>` : '',
    ...tables.map(renderTable),
  ];
  return `<section id="section-${index + 1}">\n${parts.filter((part) => part !== '').join('\n')}\n</section>`;
}

function renderChart({ title, svg }: Chart): string {
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>${svg}</figure>`;
}
