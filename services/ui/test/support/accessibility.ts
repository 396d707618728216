import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const Findings = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullish(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
);

/** What axe finds wrong on the page as it stands, by WCAG 2.2 AA: serious and critical findings, in words. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  // A target that the edge of the window cuts through is taken for a small one.
  await page.evaluate('scrollTo({ top: 0, behavior: "instant" })');
  // A script element would be refused by the page's policy.
  await page.evaluate(axeSource);
  const violations = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
      .then(({ violations }) => violations)`,
  );
  return Findings.parse(violations)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 300)} ${nodes[0]?.failureSummary}`);
}
