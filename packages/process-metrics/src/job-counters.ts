import { Counter, Histogram, type Registry } from 'prom-client';

/** One delivery of a job. */
interface CountedJob {
  readonly queue: string;
  readonly outcome: string;
  readonly seconds: number;
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Counts the jobs that a process takes, by queue and outcome; both are names of the catalogue, never an id. */
export function createJobCounters(registry: Registry): (job: CountedJob) => void {
  const registers = [registry];
  const jobs = new Counter({
    name: 'bora_jobs_total',
    help: 'Deliveries of jobs by what became of them',
    labelNames: ['queue', 'outcome'] as const,
    registers,
  });
  const seconds = new Histogram({
    name: 'bora_job_duration_seconds',
    help: 'Time from taking a job to its end',
    labelNames: ['queue'] as const,
    buckets,
    registers,
  });
  return (job) => {
    jobs.inc({ queue: job.queue, outcome: job.outcome });
    seconds.observe({ queue: job.queue }, job.seconds);
  };
}
