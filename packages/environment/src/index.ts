export { readBy } from './read-by.ts';
export { ConfigError, configExitCode, readEnvironment } from './read-environment.ts';
export {
  complianceVariables,
  payloadKey,
  refuseHalfS3Key,
  s3Settings,
  s3Variables,
  serviceVariables,
  signatureVariables,
  storeLocation,
} from './shared-variables.ts';
