/**
 * Numbers of PostgreSQL's advisory locks. In an upgrade apis of two releases run at a time and have to exclude each other: a
 * number stays with its lock for good, and none is given anew (20_025 was one of live pointers for a while).
 */
export const advisoryLocks = {
  partitions: 20_021,
  rights: 20_022,
  livePointers: 20_023,
  subjects: 20_024,
  savedCustomers: 20_026,
  firstAdministrator: 7_204_517,
} as const;
