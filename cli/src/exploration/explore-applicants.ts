import { basename } from 'node:path';
import { type Exploration, exploreFile, type FilePiece } from '@bora/exploration';
import { readApplicantChunks } from '../files/applicant-chunks.ts';
import { existingFileSize } from '../files/existing-file.ts';
import { fileSha256 } from '../files/file-sha256.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { schemaOfFile } from './schema-of-file.ts';

const rowsPerChunk = 2_000;

/** Explores a file with a schema, or with the one shipped schema that fits it. */
export async function exploreApplicants(
  terminal: Terminal,
  file: string,
  schemaName: string | undefined,
): Promise<Exploration> {
  const fileBytes = await existingFileSize(file);
  const schema = await schemaOfFile(file, schemaName, terminal.signal);
  const sha256 = await fileSha256(file, terminal.signal);
  const progress = startProgress(terminal, { label: 'Exploring', total: 2 * fileBytes, unit: 'bytes' });
  let readBefore = 0;
  async function* read(): AsyncGenerator<FilePiece> {
    for await (const chunk of readApplicantChunks(file, schema, rowsPerChunk, terminal.signal)) {
      yield chunk;
      progress.update(readBefore + chunk.bytesRead);
    }
    readBefore += fileBytes;
  }
  try {
    return await exploreFile(schema, { name: basename(file), sha256 }, read);
  } finally {
    progress.stop();
  }
}
