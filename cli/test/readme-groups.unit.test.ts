import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EvaluationReport } from '@bora/contracts';
import { repositoryRoot } from '@bora/testing';
import { expect, test } from 'vitest';

/** Column of the README's table of groups: the profile that it names and the evaluation that it is taken from. */
const columns = [
  { profile: 'none', file: 'reports/evaluation.json' },
  { profile: 'br', file: champion('pakdd2010') },
  { profile: 'us-ecoa', file: champion('pakdd2010-us-ecoa') },
] as const;

function champion(name: string): string {
  const { version } = JSON.parse(read(`models/${name}/champion.json`)) as { version: string };
  return `models/${name}/${version}.evaluation.json`;
}

function read(file: string): string {
  return readFileSync(join(repositoryRoot, file), 'utf8');
}

test('the README says of each model how it treats groups, from that model’s own evaluation', () => {
  const readme = read('README.md');
  expect(readme).toContain(`](${columns[1].file})`);
  const reports = columns.map(({ file }) => EvaluationReport.parse(JSON.parse(read(file))));
  expect(reports.map(({ protocol }) => protocol.profile)).toEqual(columns.map(({ profile }) => profile));
  const heading = readme.split('\n').find((line) => line.startsWith('| group '))!;
  for (const { profile } of columns) expect(heading).toContain(`\`${profile}\``);
  const rows = { women: 'Female', men: 'Male', 'under 25': 'under 25' };
  for (const [words, group] of Object.entries(rows)) {
    const found = reports.map(({ fairness }) => fairness.groups.find((one) => one.group === group)!);
    const written = readme
      .split('\n')
      .find((line) => line.startsWith(`| ${words} `))!
      .split('|')
      .map((cell) => cell.trim());
    expect(written.slice(2, -1)).toEqual([
      `${(100 * found[0]!.badRate.value).toFixed(1)} %`,
      ...found.map(({ adverseImpactRatio }) => adverseImpactRatio?.value.toFixed(3)),
    ]);
  }
});
