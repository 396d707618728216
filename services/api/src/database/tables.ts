import type { PeopleTables } from '../people/people-tables.ts';

/** Every table of the database. */
export type Tables = PeopleTables;
