/**
 * Lets a command end as usual when whoever reads its output has gone, as `| head` does: what it still says is lost, what
 * it does is not cut short. Any other failure to write ends the process, as without this.
 */
export function outliveReader(stream: NodeJS.WritableStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
