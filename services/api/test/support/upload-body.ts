/** What `fetch` can send. */
export type UploadBody = NonNullable<RequestInit['body']>;
