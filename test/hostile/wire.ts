import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { outcomeOf } from './answer.ts';

interface WireAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** A connection on which a request is written by hand, so that it can be as wrong as one likes. */
export class Wire {
  readonly socket: Socket;
  #received = '';
  #isOver = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('latin1').on('data', (text: string) => {
      this.#received += text;
    });
    const over = () => {
      this.#isOver = true;
    };
    socket.on('error', over).on('end', over).on('close', over);
  }

  static async open(url: string): Promise<Wire> {
    const { hostname, port } = new URL(url);
    // Half open, so that it does not answer the end of the other side with its own.
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    await once(socket, 'connect');
    return new Wire(socket);
  }

  /** The other side has ended, or broken off. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Resolves when the system has taken the bytes; at once where nobody takes them any more. */
  async send(bytes: string | Uint8Array): Promise<void> {
    if (this.#isOver || this.socket.destroyed) return;
    await new Promise<void>((resolve) => {
      this.socket.once('close', resolve);
      this.socket.write(bytes as string, () => {
        this.socket.off('close', resolve);
        resolve();
      });
    });
  }

  /**
   * The outcomes of so many answers, with commas; `cut` for each that does not come before the connection ends, and
   * `silence` for each that does not come in time. Then the connection is gone.
   */
  async outcomes(count = 1, timeoutMs = 60_000): Promise<string> {
    const answers = await this.answers(count, timeoutMs);
    const missing = this.#isOver ? 'cut' : 'silence';
    this.socket.destroy();
    const met = answers.map(({ status, body }) => outcomeOf(status, body));
    return [...met, ...Array(count - met.length).fill(missing)].join(', ');
  }

  /** At most so many answers, those that come in time. */
  async answers(count = 1, timeoutMs = 60_000): Promise<WireAnswer[]> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const stop = once(timeout, 'abort');
    for (;;) {
      const answers = answersIn(this.#received, this.#isOver);
      if (answers.length >= count || this.#isOver || timeout.aborted) return answers.slice(0, count);
      const waiting = new AbortController();
      const { signal } = waiting;
      await Promise.race([
        ...['data', 'end', 'close'].map((name) => once(this.socket, name, { signal }).catch(() => {})),
        stop,
      ]);
      waiting.abort();
    }
  }
}

/** The complete answers in what was received; what ends with the connection is complete then. */
function answersIn(received: string, isOver: boolean): WireAnswer[] {
  const answers: WireAnswer[] = [];
  let rest = received;
  for (;;) {
    const headEnd = rest.indexOf('\r\n\r\n');
    const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(rest)?.[1]);
    if (headEnd < 0 || !status) return answers;
    const head = rest.slice(0, headEnd);
    const after = rest.slice(headEnd + 4);
    const length = bodyLength(status, head, after, isOver);
    if (length === undefined) return answers;
    if (status >= 200) answers.push({ status, head, body: after.slice(0, length) });
    rest = after.slice(length);
  }
}

function bodyLength(status: number, head: string, after: string, isOver: boolean): number | undefined {
  if (status < 200 || status === 204 || status === 304) return 0;
  const told = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (told !== undefined) return after.length >= Number(told) ? Number(told) : undefined;
  const lastChunk = /(?:^|\r\n)0\r\n\r\n/.exec(after);
  if (lastChunk) return lastChunk.index + lastChunk[0].length;
  return isOver ? after.length : undefined;
}
