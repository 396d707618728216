import { z } from 'zod';

/** How one file's records map to a schema's variables: found once from the first record, used for every chunk. */
export const FileLayout = z.strictObject({
  delimiter: z.enum(['\t', ',', ';', ' ']),
  /** `null`: quotation marks are ordinary characters. */
  quote: z.literal('"').nullable(),
  /** The first record holds names, not an applicant. */
  header: z.boolean(),
  /** Every record must have this many fields. */
  fieldCount: z.int().min(1),
  /** For each field the index of its variable in `schema.variables` (the label too); `null` where it is ignored. */
  variables: z.array(z.int().min(0).nullable()),
  /** Columns that do not take part in a score: the label, what the schema excludes, and columns without a name (as `column 7`). */
  ignoredColumns: z.array(z.string()),
});
export type FileLayout = z.infer<typeof FileLayout>;
