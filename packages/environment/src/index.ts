export { ConfigError, configExitCode, readEnvironment } from './read-environment.ts';
export {
  complianceVariables,
  s3Settings,
  s3Variables,
  serviceVariables,
  signatureVariables,
} from './shared-variables.ts';
