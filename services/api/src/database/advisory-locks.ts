/** Numbers of PostgreSQL's advisory locks, for all processes of all versions that run at a time. */
export const advisoryLocks = {
  partitions: 20_021,
  rights: 20_022,
  savedCustomers: 20_023,
  subjects: 20_024,
  livePointers: 20_025,
} as const;
