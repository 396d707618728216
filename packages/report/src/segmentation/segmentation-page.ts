import type { SegmentationLayout, SegmentationSummary, SegmentOutcomes } from '@bora/contracts';
import { formatFigure } from '../figure-format.ts';
import { renderPage } from '../page/page.ts';
import { cleaningSection } from './cleaning-section.ts';
import { outcomesSection } from './outcomes-section.ts';
import { profileSection } from './profile-section.ts';
import { qualitySection } from './quality-section.ts';
import { segmentsSection } from './segments-section.ts';

/** Some of the customers: values of the layout's features in its order, and the segment. */
export type CustomerSample = readonly { readonly cluster: number; readonly values: readonly number[] }[];

export interface SegmentationPageData {
  readonly file: string;
  readonly layout: SegmentationLayout;
  readonly summary: SegmentationSummary;
  readonly sample: CustomerSample;
  readonly outcomes: SegmentOutcomes | null;
  readonly footer: string;
}

/** A page about the segments of a file of customers. */
export function renderSegmentationPage(data: SegmentationPageData): string {
  const { file, layout, summary } = data;
  const { segments, quality, cleaning } = summary;
  const found = segments.filter(({ cluster }) => cluster >= 0).length;
  return renderPage({
    title: `Segments of ${file}`,
    lead: `${formatFigure(cleaning.customers, 'count')} customers in ${found} segments. ${quality.choice}`,
    facts: [
      { label: 'Customers', value: formatFigure(cleaning.customers, 'count') },
      { label: 'Segments', value: formatFigure(found, 'count') },
      { label: 'In no segment', value: formatFigure(quality.noiseShare, 'share') },
      { label: 'Silhouette', value: formatFigure(quality.silhouette, 'decimal') },
      { label: 'Stability', value: formatFigure(quality.stability, 'decimal') },
    ],
    sections: [
      segmentsSection(summary),
      profileSection(layout, summary, data.sample),
      ...(data.outcomes ? [outcomesSection(data.outcomes)] : []),
      qualitySection(summary),
      cleaningSection(summary, layout),
    ],
    footer: data.footer,
  });
}
