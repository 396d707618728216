import { pointsRange, type Scorecard } from '@bora/scorecard';
import { textTable } from '../terminal/table.ts';

/** The variables of a scorecard with what each can be worth, for people. */
export function scorecardTable({ basePoints, characteristics }: Scorecard): string {
  const table = textTable(
    ['variable', 'information value', 'bins', 'least points', 'most points'],
    characteristics.map((characteristic) => {
      const { least, most } = pointsRange(characteristic);
      return [
        characteristic.variable,
        characteristic.informationValue.toFixed(4),
        characteristic.attributes.length,
        least,
        most,
      ];
    }),
  );
  return `${table}\n${basePoints} base points; every attribute's points stand in card.md`;
}
