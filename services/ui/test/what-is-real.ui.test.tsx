import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScenarioList } from '@bora/simulation/run';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { WhatIsReal } from '../src/features/simulations/what-is-real.tsx';

const shipped = join(import.meta.dirname, '../../../simulation/scenarios/pakdd2009.json');
const [scenario] = ScenarioList.parse({ scenarios: [JSON.parse(readFileSync(shipped, 'utf8'))] }).scenarios;
if (!scenario) throw new Error('No scenario was read.');

afterEach(cleanup);

describe('what a report says of its figures', () => {
  it('is of the sample that all of it is invented, and nothing of applicants of a year', () => {
    render(<WhatIsReal run={{ fileName: 'sample-outcomes.csv', trial: true, scenario }} />);
    const said = screen.getByRole('status').textContent;
    expect(said).toMatch(/^All of it is invented/);
    expect(said).toContain(scenario.title);
    expect(said).not.toMatch(/ real|applied to/);
  });

  it('is of any other file, whatever its name, that its outcomes are its own, and never that they are real', () => {
    for (const fileName of ['march.csv', 'sample-outcomes.csv']) {
      render(<WhatIsReal run={{ fileName, trial: false, scenario }} />);
      const said = screen.getByRole('status').textContent;
      expect(said).toMatch(/^Money is assumed; outcomes are those of the file/);
      expect(said).toContain(scenario.description);
      expect(said).not.toMatch(/ real|invented/);
      cleanup();
    }
  });
});
