/** Every table of the database. */
// biome-ignore lint/complexity/noBannedTypes: the parts of the api add theirs here.
export type Tables = {};
