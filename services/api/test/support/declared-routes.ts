import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/logging/logger.ts';
import type { DeclaredRoute } from '../../src/people/declared-access.ts';
import { createServices } from '../../src/services.ts';

/** Every route that the api has, by what it declares itself: a new one is among them without being named here. */
export async function declaredRoutes(): Promise<readonly DeclaredRoute[]> {
  const services = await createServices(readConfig({ PAYLOAD_KEY: '0'.repeat(64) }), createLogger('silent'));
  const app = await buildApp(services);
  try {
    await app.ready();
    return app.declaredRoutes;
  } finally {
    await app.close();
    await services.close();
  }
}
