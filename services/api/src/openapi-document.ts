import { buildApp } from './app.ts';
import { readConfig } from './config.ts';
import { createLogger } from './logging/logger.ts';
import { createServices } from './services.ts';

/** The text of `docs/openapi.json`: what the routes say of themselves. Connects to nothing. */
export async function openApiDocument(): Promise<string> {
  const config = readConfig({ PAYLOAD_KEY: '0'.repeat(64) });
  const services = await createServices(config, createLogger('silent'));
  const app = await buildApp(services);
  try {
    await app.ready();
    return `${JSON.stringify(app.swagger(), null, 2)}\n`;
  } finally {
    await app.close();
    await services.close();
  }
}
