// On Node 20 a worker thread does not inherit tsx's loader: register it before the first .ts file.
import { register } from 'tsx/esm/api';

register();
await import('./fit-thread.ts');
