import { connect } from 'node:net';

const TIMEOUT_MS = 2_000;

/**
 * Sends one inline command to a Redis on this machine, before any client library is installed.
 *
 * @param {number} port
 * @param {string} command such as `PING`
 * @returns {Promise<string | undefined>} the first bytes of the raw reply; undefined when none comes
 */
export function askRedis(port, command) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: TIMEOUT_MS });
    const finish = (/** @type {string | undefined} */ reply) => {
      socket.destroy();
      resolve(reply);
    };
    socket.once('connect', () => socket.write(`${command}\r\n`));
    socket.once('data', (bytes) => finish(bytes.toString()));
    socket.once('error', () => finish(undefined));
    socket.once('timeout', () => finish(undefined));
    socket.once('close', () => finish(undefined));
  });
}
