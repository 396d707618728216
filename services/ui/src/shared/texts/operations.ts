const queueNames: Record<string, string> = {
  chunks: 'Parts of files',
  singles: 'Single applications',
  'what-ifs': 'What would change a decision',
  simulations: 'Simulations',
  segmentations: 'Segmentations',
  predictions: 'Segments of new customers',
};

/** Queues and workers. */
export const operationsTexts = {
  operations: {
    title: 'Operations',
    introduction: 'Kept current every three seconds.',
    health: 'Health',
    part: {
      redis: 'Redis',
      database: 'Database',
      objectStore: 'Object store',
      champion: 'Champion',
      workers: 'Workers',
    },
    status: { ok: 'OK', degraded: 'Look here', failed: 'Failed' },
    queues: 'Queues',
    queue: 'Queue',
    queueName: (name: string) => queueNames[name] ?? name,
    waiting: 'Waiting',
    active: 'At work',
    delayed: 'Trying again later',
    failed: 'Failed',
    workers: 'Workers',
    worker: 'Worker',
    since: 'Since',
    backend: 'Computes with',
    threads: 'Threads',
    models: 'Models loaded',
    noWorkers: 'No worker has reported in the last seconds: nothing is scored.',
    failures: 'Failed jobs',
    when: 'When',
    reason: 'Reason',
    running: 'Files at work',
    nothingRuns: 'No file is being scored.',
  },
} as const;
