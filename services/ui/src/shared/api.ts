import { Problem } from '@bora/contracts';
import type { z } from 'zod';

/** The api refused or failed: its problem, or what is known where it sent none. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? problem?.title ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** Nobody answered: the api or the network is away. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

let tellSignedOut = () => {};

/** Whoever is to know that the api has asked for a session, and there is none any more. */
export function whenSignedOut(listener: () => void): void {
  tellSignedOut = listener;
}

interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
  /** Statuses besides 2xx whose body is an answer too. */
  readonly answers?: readonly number[];
}

/**
 * Calls the api and parses its answer. The only place that fetches.
 *
 * @throws ApiError, UnreachableError; ZodError where the answer is not of the contract.
 */
export async function callApi<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  { method = 'GET', body, headers = {}, signal, answers = [] }: RequestOptions = {},
): Promise<z.output<Schema>> {
  const response = await reach(path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  const text = await response.text().catch(unreachable);
  if (!response.ok && !answers.includes(response.status)) throw refusal(response.status, text);
  return schema.parse(text === '' ? null : JSON.parse(text));
}

/** Loads a file that ships with the interface. */
export async function loadAsset(address: string): Promise<Blob> {
  const response = await reach(address, {});
  if (!response.ok) throw new ApiError(response.status, null);
  return response.blob();
}

interface UploadOptions {
  /** The same key again makes no second batch. */
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
  onProgress(sentBytes: number): void;
}

/**
 * Sends a file as the one part of a form, telling how much of it is sent.
 *
 * @throws ApiError, UnreachableError; `AbortError` when the signal says so.
 */
export function uploadFile<Schema extends z.ZodType>(
  path: string,
  file: File,
  schema: Schema,
  { idempotencyKey, signal, onProgress }: UploadOptions,
): Promise<z.output<Schema>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('idempotency-key', idempotencyKey);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        const parsed = schema.safeParse(jsonIn(request.responseText));
        if (parsed.success) resolve(parsed.data);
        else reject(parsed.error);
      } else reject(refusal(request.status, request.responseText));
    };
    request.onerror = () => reject(new UnreachableError('The upload broke off.'));
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}

interface EventHandlers<Value> {
  onEvent(value: Value): void;
  /** Whether events arrive; while false the caller should ask by itself. */
  onConnection(isLive: boolean): void;
}

/** Listens to server-sent events, again and again while they break off. Returns how to stop. */
export function listen<Schema extends z.ZodType>(
  path: string,
  eventName: string,
  schema: Schema,
  { onEvent, onConnection }: EventHandlers<z.output<Schema>>,
): () => void {
  const reopenAfterMs = 5_000;
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(path);
    source.addEventListener('open', () => onConnection(true));
    source.addEventListener('error', () => {
      onConnection(false);
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, reopenAfterMs);
    });
    source.addEventListener(eventName, ({ data }) => {
      const parsed = schema.safeParse(jsonIn(data));
      if (parsed.success) onEvent(parsed.data);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  return fetch(path, init).catch(unreachable);
}

function refusal(status: number, text: string): ApiError {
  const problem = problemIn(text);
  if (problem?.code === 'not-signed-in' || problem?.code === 'session-ended') tellSignedOut();
  return new ApiError(status, problem);
}

function unreachable(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error;
  throw new UnreachableError('The api does not answer.');
}

function problemIn(text: string): Problem | null {
  return Problem.safeParse(jsonIn(text)).data ?? null;
}

function jsonIn(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
