import { createServer } from 'node:net';
import { SetupError } from './setup-error.mjs';

/**
 * @param {string} text the value of PORT
 * @returns {number}
 * @throws {SetupError} when it is not a port number
 */
export function parsePort(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new SetupError('PORT must be a whole number from 1 to 65535, for example: PORT=3001 npm start');
}

/**
 * @param {number} port
 * @param {string} host address to listen on
 * @throws {SetupError} when nothing can listen there
 */
export async function requireFreePort(port, host) {
  const code = await listenError(port, host);
  if (code === undefined) return;
  if (code !== 'EADDRINUSE') {
    throw new SetupError(
      `Nothing can listen on ${host}, port ${port} (${code}): set HOST or PORT to another value.`,
    );
  }
  throw new SetupError(
    `Port ${port} is already in use: stop the program that uses it, or choose another port with the variable PORT, for example PORT=${port === 65_535 ? 3000 : port + 1} npm start.`,
  );
}

/**
 * @param {number | undefined} preferred taken when it is free
 * @returns {Promise<number>} a port that is free on the loopback address
 */
export async function pickFreePort(preferred) {
  if (preferred !== undefined && (await listenError(preferred, '127.0.0.1')) === undefined) return preferred;
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
  return address.port;
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>} the system's error code, undefined when the port is free
 */
function listenError(port, host) {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
