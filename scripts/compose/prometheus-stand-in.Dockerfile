# Debian's Prometheus, where the image of docker-compose.yml cannot be pulled.
FROM node:22-bookworm-slim
RUN apt-get update && apt-get install --yes --no-install-recommends prometheus wget && rm -rf /var/lib/apt/lists/*
RUN mkdir --parents /prometheus && chown nobody /prometheus
ENTRYPOINT ["prometheus"]
