import { ObjectKeyError, ObjectNotFoundError, ObjectStoreUnavailableError } from './errors.ts';

/** The named error for what the file system said; an error that did not come from it stays as it is. */
export function folderFailure(
  location: string,
  key: string,
  purpose: 'read' | 'write',
  error: unknown,
): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  if (purpose === 'read' && isAbsent(error)) return new ObjectNotFoundError(location, key);
  if (purpose === 'write' && ['ENOTDIR', 'EISDIR', 'EEXIST'].includes(code))
    return new ObjectKeyError(key, 'in this folder an object cannot also be a folder of other objects');
  const finding = `the file system answered ${code}; check the folder, its permissions and the free space`;
  return new ObjectStoreUnavailableError(location, finding, { cause: error });
}

/** Whether the file system said that there is no such file. */
export function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(systemCode(error) ?? '');
}

function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return String(error.code);
}
