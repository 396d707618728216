/** How to reach S3; what is absent comes from the AWS default chain (environment, profile, instance role). */
export interface S3Settings {
  /** URL of a server other than AWS, such as `http://s3:7070`. */
  endpoint?: string | undefined;
  /** `us-east-1` where an endpoint is given and nothing else is said. */
  region?: string | undefined;
  /** The bucket in the path and not in the host name; true where an endpoint is given and nothing else is said. */
  forcePathStyle?: boolean | undefined;
  /** With `secretAccessKey`, or neither. */
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
}
