import {
  type ApplicationSchema,
  isPredictor,
  type Variable,
  type WarningCode,
  warningsOf,
} from '@bora/contracts';
import { createTextCache } from '@bora/features';
import { levelOf } from '@bora/scorecard';
import { type ExploredPiece, unknownOutcome } from './explored-piece.ts';
import { LevelScan } from './level-scan.ts';
import { NumberScan } from './number-scan.ts';
import { RunningHash } from './running-hash.ts';

/** What the first reading of a file found of one variable. */
export type VariableScan = {
  readonly variable: Variable;
  readonly index: number;
  readonly hash: RunningHash;
} & (
  | { readonly kind: 'number'; readonly numbers: NumberScan }
  | { readonly kind: 'levels'; readonly levels: LevelScan }
);

/** The first reading of a file: everything that needs no bins. */
export class FileScan {
  rows = 0;
  good = 0;
  bad = 0;
  readonly rejects = new Map<string, number>();
  readonly warnings = new Map<WarningCode, number>();
  readonly variables: readonly VariableScan[];
  readonly #cache = createTextCache();
  readonly #levelOf: readonly ((text: string) => string)[];

  constructor(schema: ApplicationSchema, present: ReadonlySet<number>) {
    this.#levelOf = schema.variables.map((variable) => levelOf(variable, this.#cache));
    this.variables = [...schema.variables.entries()].flatMap(([index, variable]): VariableScan[] => {
      if (!isPredictor(variable) || !present.has(index)) return [];
      const hash = new RunningHash();
      if (variable.kind === 'number') {
        return [{ variable, index, hash, kind: 'number', numbers: new NumberScan(index) }];
      }
      return [{ variable, index, hash, kind: 'levels', levels: new LevelScan() }];
    });
  }

  add({ table, outcomes, rejects }: ExploredPiece): void {
    this.rows += table.rowCount;
    for (const outcome of outcomes) {
      if (outcome === 1) this.bad += 1;
      else if (outcome !== unknownOutcome) this.good += 1;
    }
    for (const { code } of rejects) this.rejects.set(code, (this.rejects.get(code) ?? 0) + 1);
    for (const bits of table.warnings) {
      if (bits === 0) continue;
      for (const code of warningsOf(bits)) this.warnings.set(code, (this.warnings.get(code) ?? 0) + 1);
    }
    for (const scan of this.variables) {
      const texts = table.text[scan.index]!;
      for (const text of texts) scan.hash.add(text);
      if (scan.kind === 'number') for (const value of table.number[scan.index]!) scan.numbers.add(value);
      else for (const text of texts) scan.levels.add(this.level(scan.index, text));
    }
    this.#cache.trim();
  }

  /** The level that a given text of a variable stands for. */
  level(index: number, text: string): string {
    return text === '' ? '' : this.#levelOf[index]!(text);
  }
}
