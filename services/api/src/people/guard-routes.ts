import { personalPermissions } from '@bora/contracts';
import { carriesToken } from '@bora/process-metrics';
import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler, RouteOptions } from 'fastify';
import type { CountRequest } from '../limits/key-allowance.ts';
import type { ApiServices } from '../services.ts';
import { identify } from './credential.ts';
import { type Access, accessOf, type DeclaredRoute } from './declared-access.ts';
import { assertMay, type Principal } from './principal.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route with who may call it. */
    readonly declaredRoutes: readonly DeclaredRoute[];
  }
}

export interface GuardServices extends Pick<ApiServices, 'database' | 'people'> {
  /** Lets whoever sends it read metrics; without it nobody. */
  readonly metricsToken?: string | undefined;
}

/**
 * Every route that is registered afterwards asks who calls, after the limit of requests has counted its address, counts
 * who calls, and refuses whom it is not for. One that does not say whom it is for cannot be registered.
 */
export function guardRoutes(app: FastifyInstance, services: GuardServices, count: CountRequest): void {
  const declared: DeclaredRoute[] = [];
  app.decorate('declaredRoutes', declared);
  const principals = new WeakMap<FastifyRequest, Principal>();
  app.decorateRequest('principal', {
    getter(this: FastifyRequest) {
      const principal = principals.get(this);
      if (principal) return principal;
      throw new Error('A public call has no principal.');
    },
  });
  app.decorateRequest('findPrincipal', function (this: FastifyRequest) {
    return principals.get(this);
  });
  app.addHook('onRoute', (route) => {
    const access = accessOf(route);
    for (const method of [route.method].flat()) declared.push({ method, url: route.url, access });
    document(route, access);
    if (access !== 'public')
      route.onRequest = [...[route.onRequest ?? []].flat(), guard(access, route.config?.orMetricsToken)];
  });

  function guard(access: Exclude<Access, 'public'>, orMetricsToken = false): onRequestAsyncHookHandler {
    return async (request: FastifyRequest) => {
      if (orMetricsToken && carriesToken(request.headers.authorization, services.metricsToken)) return;
      const principal = await identify(services, request);
      principals.set(request, principal);
      await count(request);
      if (access !== 'signed-in') assertMay(principal, access);
    };
  }
}

/** What the OpenAPI document says of it. */
function document(route: RouteOptions, access: Access): void {
  if (!route.schema || route.schema.hide) return;
  const security = access === 'public' ? [] : [{ session: [] }, { key: [] }];
  const takesPerson = personalPermissions.some((permission) => permission === access);
  Object.assign(route.schema, {
    security: takesPerson ? [{ session: [] }] : security,
    ...(access === 'public' || access === 'signed-in' ? {} : { 'x-permission': access }),
  });
}
