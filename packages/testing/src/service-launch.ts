import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { repositoryRoot } from './repository.ts';

const ServiceLaunch = z.strictObject({
  nodeOptions: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
});
export type ServiceLaunch = z.infer<typeof ServiceLaunch>;

/** What operations start a service with: the limits of its memory that stand beside it. Throws where they cannot be read. */
export async function serviceLaunch(service: 'api' | 'worker'): Promise<ServiceLaunch> {
  const file = join(repositoryRoot, 'services', service, 'launch.json');
  return ServiceLaunch.parse(JSON.parse(await readFile(file, 'utf8')));
}
