export { variableNames } from './config.ts';
