import { createHash } from 'node:crypto';
import type { NoticeTemplate } from '@bora/contracts';
import { escapeHtml } from '@bora/report/escape-html';

export interface NoticeContent {
  readonly template: NoticeTemplate;
  readonly creditorName: string;
  readonly creditorAddress: string;
  readonly agency: string | null;
  readonly applicantId: string;
  readonly decisionId: string;
  readonly decidedAt: Date;
  /** `null`: a draft. */
  readonly issuedAt: Date | null;
  readonly reasons: readonly string[];
}

const style = `@page{size:A4;margin:20mm}
body{font:11pt/1.45 Georgia,'Times New Roman',serif;color:#111;background:#fff;max-width:170mm;margin:12mm auto;padding:0 6mm}
h1{font-size:16pt;line-height:1.25;margin:8mm 0 5mm}
h2{font-size:12pt;margin:6mm 0 1.5mm}
p{margin:0 0 3mm}
address{font-style:normal}
dl{display:grid;grid-template-columns:max-content 1fr;gap:1mm 6mm;margin:5mm 0}
dt{color:#444}
dd{margin:0;overflow-wrap:anywhere}
ol{margin:0;padding-left:6mm}
li{margin:0 0 1.5mm}
.draft{border:1pt solid #a00;color:#a00;padding:2mm 4mm;font-weight:bold}
@media print{body{margin:0;max-width:none;padding:0}}`;

/** What a browser may do with the page: show it, with this style alone. */
export const noticePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** A notice that prints as one page: HTML without a script, everything that is filled in escaped. */
export function noticePage(content: NoticeContent): string {
  const { template } = content;
  const { labels } = template;
  const dates = new Intl.DateTimeFormat(template.language, { dateStyle: 'long', timeZone: 'UTC' });
  const fill = (text: string) => escapeHtml(filled(text, content));
  const facts: readonly (readonly [string, string])[] = [
    [labels.applicant, content.applicantId],
    [labels.reference, content.decisionId],
    [labels.decided, dates.format(content.decidedAt)],
    ...(content.issuedAt ? [[labels.issued, dates.format(content.issuedAt)] as const] : []),
  ];
  return `<!doctype html>
<html lang="${escapeHtml(template.language)}">
<head><meta charset="utf-8"><title>${escapeHtml(template.title)}</title><style>${style}</style></head>
<body>
${content.issuedAt ? '' : `<p class="draft">${escapeHtml(labels.draft)}</p>`}
<address>${escapeHtml(content.creditorName)}<br>${escapeHtml(content.creditorAddress)}</address>
<h1>${escapeHtml(template.title)}</h1>
<dl>${facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>
${template.opening.map((text) => `<p>${fill(text)}</p>`).join('\n')}
<h2>${escapeHtml(template.reasonsTitle)}</h2>
<ol>${content.reasons.map((reason) => `<li>${escapeHtml(reason)}</li>`).join('')}</ol>
${template.sections.map(({ title, paragraphs }) => `<h2>${escapeHtml(title)}</h2>\n${paragraphs.map((text) => `<p>${fill(text)}</p>`).join('\n')}`).join('\n')}
</body>
</html>
`;
}

function filled(text: string, { creditorName, creditorAddress, agency }: NoticeContent): string {
  const values: Readonly<Record<string, string>> = { creditorName, creditorAddress, agency: agency ?? '' };
  return text.replace(/\{(\w+)\}(\.?)/g, (place, name: string, stop: string) => {
    const value = values[name];
    if (value === undefined) return place;
    // A name such as "S.A." ends the sentence by itself.
    return stop && value.endsWith('.') ? value : value + stop;
  });
}
