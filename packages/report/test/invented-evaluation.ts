import { EvaluationReport } from '@bora/contracts';

const shares = Array.from({ length: 41 }, (_, step) => step / 40);
const around = (value: number, reach: number) => ({ value, low: value - reach, high: value + reach });

const oof = {
  auc: 0.7321,
  aucStandardError: 0.0113,
  foldAuc: [0.7011, 0.7213, 0.7321, 0.7417, 0.7643],
  aucPooled: 0.7309,
  gini: 0.4618,
  ks: 0.3417,
  logLoss: 0.5213,
  brier: 0.1711,
  ece: 0.0319,
  eceEqualWidth: 0.0407,
  emp: 0.02317,
};

/** A report of invented figures in which `name` stands for every label that comes from a schema or a file. */
export function inventedEvaluation(name: string): EvaluationReport {
  const bins = shares.slice(0, 10).map((share, group) => ({
    count: 100 + group,
    pdMean: 0.05 + share * 2,
    badRate: around(0.06 + share * 1.9, 0.04),
  }));
  return EvaluationReport.parse({
    format: 'bora-evaluation/1',
    protocol: {
      schema: 'invented',
      kind: 'network',
      profile: 'none',
      data: { sha256: 'a'.repeat(64), rows: 1045, bad: 301, rejected: 3 },
      folds: { count: 5, rule: name },
      calibration: name,
      seeds: [1, 2, 3],
      options: { epochs: 7, hiddenUnits: [64, 32] },
      backend: 'wasm',
      libraries: { '@tensorflow/tfjs-core': '4.22.0' },
    },
    oof,
    reliability: {
      bins,
      overall: { count: 1045, pdMean: 0.2911, badRate: around(0.288, 0.027) },
      binsWithinInterval: 9,
    },
    curves: {
      roc: shares.map((share) => ({ falsePositiveRate: share, truePositiveRate: share ** 0.4 })),
      ks: shares.map((share) => ({ score: 450 + share * 150, bad: share ** 0.5, good: share ** 1.5 })),
      gain: shares.map((share) => ({
        applicants: share,
        badCaptured: share ** 0.5,
        lift: share === 0 ? null : share ** -0.5,
      })),
      scores: shares.map((share, step) => ({
        from: 450 + step * 4,
        to: 454 + step * 4,
        good: Math.round(900 * share * (1 - share)),
        bad: Math.round(300 * (1 - share) * share ** 0.5),
      })),
    },
    informationValues: shares.map((share, place) => ({
      variable: `variable_${place}`,
      label: `${name} ${place}`,
      value: 0.3 * (1 - share),
    })),
    fairness: {
      approvalRate: 0.6,
      minimumRows: 30,
      bootstrap: { samples: 500, seed: 17 },
      groups: ['women', 'men', 'below 25', '25 to 61', '62 and over'].map((group, place) => ({
        variable: place < 2 ? 'sex' : 'age',
        label: place < 2 ? 'Sex' : name,
        group: place === 1 ? name : group,
        rows: 211 + place,
        badRate: around(0.27 + place / 100, 0.02),
        approvalRate: around(0.61 - place / 50, 0.03),
        badRateOfApproved: place === 4 ? null : around(0.19, 0.02),
        auc: place === 4 ? null : around(0.71, 0.03),
        adverseImpactRatio: around(1.04 - place / 10, 0.05),
      })),
    },
    comparisons: (['profile', 'ablation', 'folds', 'baseline'] as const).map((kind, place) => ({
      id: `${kind}-one`,
      kind,
      label: `${name} (${kind})`,
      oof: { ...oof, auc: oof.auc - 0.0101 * (place + 1) },
      aucDifference: kind === 'folds' ? null : { mean: -0.0101 * (place + 1), standardError: 0.0023 },
      ksDifference: -0.0131,
      empDifference: 0.00017,
    })),
    drift: [
      {
        file: name,
        sha256: 'b'.repeat(64),
        rows: 733,
        model: { name: 'invented', version: '20260101-000000-12345678' },
        scorePsi: 0.0713,
        variables: [
          { variable: 'first', label: name, psi: 0.0213, finding: name },
          { variable: 'second', label: 'second', psi: 5.3117, finding: 'codes that training never saw' },
          { variable: 'third', label: 'third', psi: null, finding: 'absent' },
        ],
      },
    ],
  });
}
