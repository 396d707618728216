// A thread on Node 20 does not inherit the loader that reads TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./training-thread.ts');
