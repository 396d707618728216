import type { ObjectStore } from '@bora/object-store';
import type { Command } from 'commander';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { listDatasets, pullDataset, pushDataset } from '../datasets/dataset-copies.ts';
import { filterRows } from '../datasets/filter-rows.ts';
import { operators, rowConditions } from '../datasets/row-condition.ts';
import { withStore } from '../stores.ts';
import { formatCount, formatMegabytes } from '../terminal/figures.ts';
import { textTable } from '../terminal/table.ts';
import { note, say, sayJson, type Terminal } from '../terminal/terminal.ts';

const Json = z.object({ json: z.boolean().default(false) });
const PushOptions = Json.extend({ as: z.string().optional() });
const PullOptions = Json.extend({ out: z.string() });
const FilterOptions = PullOptions.extend({
  where: z.array(z.object({ column: z.string(), operator: z.enum(operators), value: z.string() })),
});
const jsonOption = ['--json', 'one JSON document on standard output'] as const;

export function addDataCommand(program: Command, terminal: Terminal): void {
  const data = program
    .command('data')
    .summary('bring training data to the object store and back, and pick rows of it')
    .description('Keeps training data in DATA_STORE (a folder or s3://bucket/prefix) with its checksums.')
    .addHelpText(
      'after',
      '\nExample:\n  bora data push history.csv\n  bora data pull history.csv --out copy.csv',
    );
  const run = async (work: (store: ObjectStore) => Promise<void>): Promise<void> => {
    const config = readConfig(terminal.environment);
    await withStore(config.DATA_STORE, config, work);
  };

  data
    .command('push')
    .description('Stores a file; the same name replaces what stood there.')
    .argument('<file>', 'the data')
    .option('--as <name>', 'name in the store (default: the name of the file)')
    .option(...jsonOption)
    .addHelpText('after', '\nExample:\n  bora data push history.csv --as 2026/history.csv')
    .action((file: string, given: unknown) =>
      run(async (store) => {
        const options = PushOptions.parse(given);
        const stored = await pushDataset(terminal, store, file, options.as);
        if (options.json) sayJson(terminal, { ...stored, store: store.location });
        else
          say(
            terminal,
            `${stored.name}, ${formatMegabytes(stored.bytes)}, is in ${store.location}\nsha256 ${stored.sha256}`,
          );
      }),
    );

  data
    .command('pull')
    .description('Writes a stored file here, when its checksum is the one that was stored.')
    .argument('<name>', 'name in the store')
    .requiredOption('--out <file>', 'where to write')
    .option(...jsonOption)
    .addHelpText('after', '\nExample:\n  bora data pull history.csv --out history.csv')
    .action((name: string, given: unknown) =>
      run(async (store) => {
        const { out, json } = PullOptions.parse(given);
        const pulled = await pullDataset(terminal, store, name, out);
        if (json) sayJson(terminal, { ...pulled, out });
        else say(terminal, `${name}, ${formatMegabytes(pulled.bytes)}, is in ${out}; its checksum is right`);
      }),
    );

  data
    .command('list')
    .description('All stored files.')
    .option(...jsonOption)
    .addHelpText('after', '\nExample:\n  bora data list')
    .action((given: unknown) =>
      run(async (store) => {
        const datasets = await listDatasets(store);
        if (Json.parse(given).json) sayJson(terminal, datasets);
        else if (datasets.length === 0)
          note(terminal, `There is no data in ${store.location}: bring some with \`bora data push\`.`);
        else
          say(
            terminal,
            textTable(
              ['name', 'size'],
              datasets.map(({ name, bytes }) => [name, formatMegabytes(bytes)]),
            ),
          );
      }),
    );

  data
    .command('filter')
    .description(
      'Writes the rows of a file with a header that meet every condition, byte for byte, in their order.\n' +
        'Numbers are compared as numbers and anything else by its characters, as dates such as 2010-12-01 ask for;\n' +
        'a row without the value meets no condition.',
    )
    .argument('<file>', 'delimited by tabs, commas or semicolons, with a header')
    .requiredOption('--where <condition>', "such as 'year<=2010'; give it again for more", rowConditions)
    .requiredOption('--out <file>', 'where to write')
    .option(...jsonOption)
    .addHelpText(
      'after',
      "\nExample:\n  bora data filter loans.csv --where 'issued>=2010-01-01' --where 'issued<2011-01-01' --out 2010.csv",
    )
    .action(async (file: string, given: unknown) => {
      const { out, where, json } = FilterOptions.parse(given);
      const filtered = await filterRows(terminal, file, where, out);
      if (json) return sayJson(terminal, { ...filtered, out });
      say(terminal, `${formatCount(filtered.kept)} of ${formatCount(filtered.rows)} rows are in ${out}`);
    });
}
