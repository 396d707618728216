/** What `fetch` can send. */
export type Body = NonNullable<RequestInit['body']>;
