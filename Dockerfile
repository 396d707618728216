# One file, three images: `api` (serves the pages too), `worker`, and `cli` (bora …, on top of the worker).
ARG NODE_IMAGE=node:22-bookworm-slim

FROM ${NODE_IMAGE} AS base
ENV PNPM_VERSION=12.21.0 CI=1
RUN npm install --global --no-fund --no-audit pnpm@${PNPM_VERSION}
WORKDIR /app

# The manifests alone, by name: what is installed depends on nothing else, so that a change of code installs nothing anew, and
# nothing that lies about in the clone comes into a layer.
FROM base AS manifests
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY cli/package.json cli/
COPY packages/audit/package.json packages/audit/
COPY packages/batch-store/package.json packages/batch-store/
COPY packages/bundle/package.json packages/bundle/
COPY packages/contracts/package.json packages/contracts/
COPY packages/counterfactual/package.json packages/counterfactual/
COPY packages/decision/package.json packages/decision/
COPY packages/drift/package.json packages/drift/
COPY packages/environment/package.json packages/environment/
COPY packages/evaluation/package.json packages/evaluation/
COPY packages/exploration/package.json packages/exploration/
COPY packages/features/package.json packages/features/
COPY packages/metrics/package.json packages/metrics/
COPY packages/model/package.json packages/model/
COPY packages/object-store/package.json packages/object-store/
COPY packages/process-metrics/package.json packages/process-metrics/
COPY packages/queue-work/package.json packages/queue-work/
COPY packages/random/package.json packages/random/
COPY packages/report/package.json packages/report/
COPY packages/scorecard/package.json packages/scorecard/
COPY packages/segmentation/package.json packages/segmentation/
COPY packages/testing/package.json packages/testing/
COPY services/api/package.json services/api/
COPY services/ui/package.json services/ui/
COPY services/worker/package.json services/worker/
COPY simulation/package.json simulation/

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
