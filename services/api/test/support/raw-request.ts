import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { authorizationFor } from '@bora/testing';

/** A request that is written by hand, so that it can be wrong. */
export class RawRequest {
  readonly socket: Socket;
  #answer = '';

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('utf8').on('data', (text: string) => {
      this.#answer += text;
    });
    socket.on('error', () => {});
  }

  /** Sends the head of a POST, with the key of the api; the body is up to the caller. */
  static async post(url: string, headers: Record<string, string>): Promise<RawRequest> {
    const { hostname, port, pathname, search } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const lines = Object.entries({ host: hostname, ...authorizationFor(url), ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    socket.write(`POST ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
    return new RawRequest(socket);
  }

  async write(text: string): Promise<void> {
    await new Promise((resolve) => this.socket.write(text, resolve));
  }

  /** What has come back so far. */
  get text(): string {
    return this.#answer;
  }

  breakOff(): void {
    this.socket.resetAndDestroy();
  }

  /** The answer's status and JSON body, once the server has closed the connection or sent a whole body. */
  async answer(): Promise<{ status: number; body: Record<string, unknown> }> {
    while (!this.#isComplete()) await Promise.race([once(this.socket, 'data'), once(this.socket, 'close')]);
    const [head = '', ...rest] = this.#answer.split('\r\n\r\n');
    this.socket.destroy();
    return { status: Number(head.split(' ')[1]), body: JSON.parse(rest.join('\r\n\r\n')) };
  }

  #isComplete(): boolean {
    const length = /content-length: (\d+)/i.exec(this.#answer)?.[1];
    const bodyAt = this.#answer.indexOf('\r\n\r\n') + 4;
    if (this.socket.destroyed) return true;
    return length !== undefined && bodyAt > 3 && this.#answer.length >= bodyAt + Number(length);
  }
}
