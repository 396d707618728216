import { applicantFile } from '../applicants.ts';
import type { HostileCase } from '../hostile-case.ts';
import { type Target, timeouts } from '../target.ts';
import { Wire } from '../wire.ts';
import { head } from '../wire-case.ts';

const dripEveryMs = 100;
/** For the answer, beside the time after which it is due. */
const marginMs = 3_000;
/** How often connections are looked at whose head has not come. */
const lookedAtEveryMs = timeouts.headersMs / 2;

/** Sends a beginning, then byte by byte, until the other side has enough of it. */
async function drip(target: Target, beginning: string, text: string, count = 1): Promise<string> {
  const wire = await Wire.open(target.url);
  await wire.send(beginning);
  const sending = new AbortController();
  const dripping = (async () => {
    for (let at = 0; !wire.isOver && !sending.signal.aborted; at += 1) {
      await wire.send(text[at % text.length]!);
      await new Promise((resolve) => setTimeout(resolve, dripEveryMs));
    }
  })();
  const outcome = await wire.outcomes(count, 60_000);
  sending.abort();
  await dripping;
  return outcome;
}

const upload = { 'content-type': 'text/csv', 'content-length': '1000000' };
const lines = 'x-header: y\r\n';

/** Whoever is slow on purpose. */
export const slow: readonly HostileCase[] = [
  {
    name: 'slow-head',
    sends: 'the head of a request, ten bytes a second, without end',
    outcome: '408 request-too-slow',
    withinMs: timeouts.headersMs + lookedAtEveryMs + marginMs,
    isFast: true,
    attack: (target) => drip(target, head(target, 'GET /health/live').slice(0, -2), lines),
  },
  {
    name: 'slow-head-silent',
    sends: 'half a head, then nothing',
    outcome: '408 request-too-slow',
    withinMs: timeouts.headersMs + lookedAtEveryMs + marginMs,
    attack: async (target) => {
      const wire = await Wire.open(target.url);
      await wire.send(head(target, 'GET /health/live').slice(0, -2));
      return wire.outcomes();
    },
  },
  {
    name: 'slow-upload',
    sends: 'a file, ten bytes a second, without end',
    outcome: '408 upload-stalled',
    withinMs: timeouts.uploadIdleMs + marginMs,
    isFast: true,
    attack: (target) => drip(target, head(target, 'POST /v1/batches', upload) + applicantFile(3), 'x'),
  },
  {
    name: 'slow-upload-silent',
    sends: 'half a file, then nothing',
    outcome: '408 upload-stalled',
    withinMs: timeouts.uploadIdleMs + marginMs,
    attack: async (target) => {
      const wire = await Wire.open(target.url);
      await wire.send(head(target, 'POST /v1/batches', upload) + applicantFile(3));
      return wire.outcomes();
    },
  },
  {
    name: 'slow-application',
    sends: 'a single application, ten bytes a second',
    outcome: '408 request-too-slow',
    withinMs: timeouts.requestMs + marginMs,
    attack: (target) => {
      const headers = { 'content-type': 'application/json', 'content-length': '100000' };
      return drip(target, `${head(target, 'POST /v1/scores', headers)}{"a":"`, 'x');
    },
  },
  {
    name: 'half-closed',
    sends: 'a whole request, then the end of the sending half',
    outcome: '200',
    withinMs: marginMs,
    attack: async (target) => {
      const wire = await Wire.open(target.url);
      await wire.send(head(target, 'GET /health/live'));
      wire.socket.end();
      return wire.outcomes();
    },
  },
  {
    name: 'half-closed-upload',
    sends: 'half a file, then the end of the sending half',
    outcome: '400 bad-request',
    withinMs: marginMs,
    attack: async (target) => {
      const wire = await Wire.open(target.url);
      await wire.send(head(target, 'POST /v1/batches', upload) + applicantFile(3));
      wire.socket.end();
      return wire.outcomes();
    },
  },
  {
    name: 'broken-upload',
    sends: 'half a file, then a connection that breaks',
    outcome: 'cut',
    withinMs: marginMs,
    attack: async (target) => {
      const wire = await Wire.open(target.url);
      await wire.send(head(target, 'POST /v1/batches', upload) + applicantFile(3));
      wire.socket.resetAndDestroy();
      return wire.outcomes();
    },
  },
];
