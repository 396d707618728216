import { renderEvaluationPage } from '@bora/report';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { inventedEvaluation } from './invented-evaluation.ts';

const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>`;

test('the page shows every part of the report as a chart and as figures', () => {
  const { document } = parseHTML(renderEvaluationPage(inventedEvaluation('years in the job')));
  const titles = [...document.querySelectorAll('figcaption')].map(({ textContent }) => textContent);
  expect(titles).toEqual([
    'ROC',
    'KS',
    'Gain',
    'Lift',
    'Foretold and found',
    'Scores of the good and of the bad',
    'Bad rate by score',
    'Information value, the first 20',
    'Approval rate',
    'Adverse impact ratio',
    'Bad rate of the approved',
    'AUC within the group',
    'Difference in AUC',
    'PSI of years in the job',
  ]);
  const text = document.body.textContent ?? '';
  for (const figure of [
    '0.7321',
    '0.7011',
    '0.02317',
    '5.3117',
    '1.0400 (0.9900 to 1.0900)',
    '−0.0101 ± 0.0023',
  ])
    expect(text).toContain(figure);
});

test('labels, file names and findings of a report stay text', () => {
  const { document } = parseHTML(renderEvaluationPage(inventedEvaluation(hostile)));
  expect(document.querySelectorAll('script, img').length).toBe(0);
  expect(document.body.textContent).toContain(hostile);
});

test('a report without comparisons, drift, groups and information values has a page', () => {
  const { fairness, ...report } = inventedEvaluation('invented');
  const bare = {
    ...report,
    comparisons: [],
    drift: [],
    informationValues: [],
    fairness: { ...fairness, groups: [] },
  };
  const html = renderEvaluationPage(bare);
  expect(html).not.toContain('Comparisons');
  expect(html).not.toContain('>Drift<');
  expect(html).toContain('>Calibration<');
});

test('the same report gives the same page', () => {
  const page = () => renderEvaluationPage(inventedEvaluation('invented'));
  expect(page()).toBe(page());
});
