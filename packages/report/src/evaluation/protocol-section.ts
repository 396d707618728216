import type { EvaluationReport } from '@bora/contracts';
import { formatFigure } from '../figure-format.ts';
import type { Section } from '../page/page.ts';

/** How the figures came about, so that somebody else can find them again. */
export function protocolSection({ protocol }: EvaluationReport): Section {
  return {
    heading: 'How it was measured',
    tables: [
      {
        caption: 'Protocol',
        columns: [
          { heading: '', format: 'text' },
          { heading: '', format: 'text' },
        ],
        rows: protocolRows(protocol),
      },
    ],
  };
}

/** Name and value of everything that the figures hang on. */
export function protocolRows(protocol: EvaluationReport['protocol']): [string, string][] {
  const { data, folds } = protocol;
  const count = (value: number) => formatFigure(value, 'count');
  return [
    ['schema', protocol.schema],
    ['kind of model', protocol.kind],
    ['compliance profile', protocol.profile],
    [
      'rows',
      `${count(data.rows)}, ${count(data.bad)} bad (${formatFigure(data.bad / data.rows, 'share')}), ${count(data.rejected)} rejected`,
    ],
    ['sha256 of the data', data.sha256],
    ['folds', `${folds.count}, ${folds.rule}`],
    ['calibration', protocol.calibration],
    ['seeds', protocol.seeds.join(', ')],
    ...Object.entries(protocol.options).map(([name, value]): [string, string] => [
      name,
      [value].flat().join(', '),
    ]),
    ['backend', protocol.backend],
    [
      'libraries',
      Object.entries(protocol.libraries)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
  ];
}
