import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ReasonBars } from '../src/shared/score/reason-bars.tsx';

afterEach(cleanup);

const reason = (variable: string, points: number) => ({
  code: variable,
  variable,
  text: `Text of ${variable}`,
  points,
});

describe('the bars of the reasons', () => {
  it('name every reason with its points, in their order', () => {
    render(<ReasonBars reasons={[reason('mast', -12.34), reason('sail', 3)]} />);
    const items = screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(items).toEqual(['Text of mast-12.3', 'Text of sail+3.0']);
  });

  it('say what each was before a change, and which is new', () => {
    render(<ReasonBars reasons={[reason('mast', -10), reason('sail', -2)]} before={[reason('mast', -4)]} />);
    const [mast, sail] = screen.getAllByRole('listitem');
    expect(within(mast!).getByText('before -4.0')).toBeDefined();
    expect(within(sail!).getByText('before not among the reasons')).toBeDefined();
  });

  it('say so where nothing lowered the score', () => {
    render(<ReasonBars reasons={[]} />);
    expect(screen.getByText(/^Nothing lowered/)).toBeDefined();
  });
});
