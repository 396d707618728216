import type { Invariant } from './evidence.ts';

/** What a process says when it meets something that it was not built for. */
const surprises =
  /an error that nobody handled|UnhandledPromiseRejection|uncaughtException|"code":"internal"/;

export const noSurprise: Invariant = {
  name: 'no process ends by itself, and none meets what it was not built for',
  async check({ stage, client }) {
    const lines = stage.services.flatMap((service) =>
      service
        .outputs()
        .flatMap((output) => output.split('\n'))
        .filter((line) => surprises.test(line))
        .map((line) => `${service.name}: ${line.slice(0, 400)}`),
    );
    return [
      ...stage.services.flatMap((service) => service.unexpectedEnds),
      ...client.internalErrors,
      ...lines,
    ].slice(0, 5);
  },
};
