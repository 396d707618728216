# An S3 server for scripts/compose-test.sh, where the image of docker-compose.yml cannot be pulled.
FROM node:22-bookworm-slim
RUN npm install --global --no-fund --no-audit pnpm@12.21.0
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages/testing packages/testing
RUN CI=1 pnpm install --frozen-lockfile --prod --filter "@bora/testing..."
RUN mkdir /data && chown node /data
USER node
WORKDIR /app/packages/testing
CMD ["node", "--import", "tsx", "src/serve-s3.ts", "/data", "7070"]
