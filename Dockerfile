# One file, three images: `api` (serves the pages too), `worker`, and `cli` (bora …, on top of the worker).
ARG NODE_IMAGE=node:22-bookworm-slim

FROM ${NODE_IMAGE} AS base
ENV PNPM_VERSION=12.21.0 CI=1
RUN npm install --global --no-fund --no-audit pnpm@${PNPM_VERSION}
WORKDIR /app

# The manifests alone: what is installed depends on nothing else, so that a change of code installs nothing anew.
FROM base AS manifests
COPY . /source
RUN cd /source && find . -name package.json -o -name pnpm-lock.yaml -o -name pnpm-workspace.yaml | tar -cf - -T - | tar -xf - -C /app

FROM base AS api-dependencies
COPY --from=manifests /app /app
RUN pnpm install --frozen-lockfile --prod --filter "@bora/api..."

# TensorFlow's native library is optional: where it cannot be had, the WebAssembly backend serves.
FROM base AS worker-dependencies
COPY --from=manifests /app /app
RUN pnpm install --frozen-lockfile --prod --filter "@bora/worker..." --filter "@bora/cli..."

FROM base AS pages
COPY --from=manifests /app /app
RUN pnpm install --frozen-lockfile --filter "@bora/ui..."
COPY tsconfig.json ./
COPY data data
COPY packages packages
COPY simulation simulation
COPY services/ui services/ui
RUN pnpm --filter @bora/ui build

# What every image runs from: no package manager, nothing that the user of the process may change.
FROM ${NODE_IMAGE} AS runtime
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg
WORKDIR /app
# TypeScript is compiled when it is read; what comes of it is kept in memory.
ENV TSX_TSCONFIG_PATH=/app/tsconfig.json NODE_NO_WARNINGS=1
COPY package.json tsconfig.json LICENSE docs/third-party-licences.txt ./
COPY profiles profiles
COPY packages packages
COPY simulation simulation

FROM runtime AS api
COPY --from=api-dependencies /app /app
COPY services/api services/api
COPY notices notices
COPY overrides overrides
COPY --from=pages /app/services/ui/dist services/ui/dist
# The first administrator's password and the key of this installation, for whoever may enter the container.
RUN mkdir -m 700 /var/lib/bora && chown node:node /var/lib/bora
USER node
WORKDIR /app/services/api
ENV MALLOC_ARENA_MAX=2
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-old-space-size=512", "--max-semi-space-size=8", "--import", "tsx", "src/main.ts"]

FROM runtime AS worker
COPY --from=worker-dependencies /app /app
COPY services/worker services/worker
USER node
WORKDIR /app/services/worker
CMD ["node", "--import", "tsx", "src/main.ts"]

FROM worker AS cli
USER root
COPY cli /app/cli
COPY schemas /app/schemas
COPY models /app/models
COPY policies /app/policies
COPY segments /app/segments
COPY data /app/data
USER node
WORKDIR /app/cli
ENTRYPOINT ["node", "--import", "tsx", "/app/cli/src/main.ts"]
CMD ["--help"]
