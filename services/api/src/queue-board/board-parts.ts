import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type {
  AppControllerRoute,
  AppViewRoute,
  BullBoardQueues,
  IServerAdapter,
  UIConfig,
} from '@bull-board/api/dist/types.js';
import type { Queue } from 'bullmq';

/** What the Redis runs on and holds is not of the queues: the page does not ask for it either. */
const redisDetails = '/api/redis/stats';

/** What Bull Board consists of, for whoever serves it. */
export interface BoardParts {
  /** Folder of its scripts and styles. */
  readonly staticFolder: string;
  /** Folder of its one document. */
  readonly viewFolder: string;
  readonly page: AppViewRoute;
  /** The calls that read; those that change something are left out. */
  readonly calls: readonly AppControllerRoute[];
  readonly queues: BullBoardQueues;
  readonly uiConfig: UIConfig;
  /** From now on shows these queues, none of whose jobs can be changed. */
  show(queues: readonly Queue[]): void;
}

/**
 * Bull Board without its adapter for Fastify, whose routes say neither whom they are for nor what they answer an error
 * with. What is registered here reads and nothing else, however the library itself understands `readOnlyMode`.
 */
export function createBoardParts(): BoardParts {
  const collected = new CollectingAdapter();
  const board = createBullBoard({
    queues: [],
    serverAdapter: collected,
    options: { uiConfig: { boardTitle: 'Bora: queues', hideRedisDetails: true } },
  });
  const { staticFolder, viewFolder, page, routes, queues, uiConfig } = collected;
  if (!page || !queues || !uiConfig) throw new Error('Bull Board did not say what it consists of.');
  return {
    staticFolder,
    viewFolder,
    page,
    calls: routes.filter(({ method, route }) => method === 'get' && route !== redisDetails),
    queues,
    uiConfig,
    show: (shown) => board.setQueues(shown.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true }))),
  };
}

/** Keeps what Bull Board hands to the server that serves it. */
class CollectingAdapter implements IServerAdapter {
  staticFolder = '';
  viewFolder = '';
  page: AppViewRoute | undefined;
  routes: AppControllerRoute[] = [];
  queues: BullBoardQueues | undefined;
  uiConfig: UIConfig | undefined;

  setQueues(queues: BullBoardQueues): this {
    this.queues = queues;
    return this;
  }
  setViewsPath(folder: string): this {
    this.viewFolder = folder;
    return this;
  }
  setStaticPath(_route: string, folder: string): this {
    this.staticFolder = folder;
    return this;
  }
  setEntryRoute(page: AppViewRoute): this {
    this.page = page;
    return this;
  }
  setErrorHandler(): this {
    return this;
  }
  setApiRoutes(routes: AppControllerRoute[]): this {
    this.routes = routes;
    return this;
  }
  setUIConfig(config: UIConfig): this {
    this.uiConfig = config;
    return this;
  }
}
