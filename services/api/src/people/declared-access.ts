import { type Permission, pagePaths } from '@bora/contracts';
import type { RouteOptions } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who calls needs this permission. */
    permission?: Permission;
    /** Beside whom the permission allows: whoever sends the token of Prometheus (`METRICS_TOKEN`). */
    orMetricsToken?: true;
    /** Anybody who is signed in, or has a key. */
    signedIn?: true;
    /** Anybody at all. */
    public?: true;
  }
}

/** Who may call a route. */
export type Access = 'public' | 'signed-in' | Permission;

export interface DeclaredRoute {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
}

/**
 * What libraries serve and cannot declare by themselves: the pages' scripts and styles, and the documentation, which
 * hold nothing but what stands in the repository.
 */
const publicFiles = /^\/(assets|docs)(\/|$)/;
/** Each answers with the same document; what a page shows it asks the api for. */
const pages: readonly string[] = Object.values(pagePaths);

/** What a route says of itself. Throws where it says nothing, or two things: nobody forgets whom a call is for. */
export function accessOf({ method, url, config = {} }: RouteOptions): Access {
  if (publicFiles.test(url) || (pages.includes(url) && /^(GET|HEAD)$/.test(String(method)))) return 'public';
  const said: Access[] = [];
  if (config.permission) said.push(config.permission);
  if (config.signedIn) said.push('signed-in');
  if (config.public) said.push('public');
  if (said.length === 1) return said[0]!;
  throw new Error(
    `The route ${String(method)} ${url} must say who may call it, once: config.permission, config.signedIn or config.public.`,
  );
}
