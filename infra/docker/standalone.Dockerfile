# Every service in one process: docker build -f infra/docker/standalone.Dockerfile -t weir .
FROM node:20-bookworm-slim AS build
WORKDIR /weir
COPY package.json package-lock.json .npmrc ./
# Without scripts: the sources that `prepare` builds are not there yet, so that this layer is kept while they change.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20-bookworm-slim
WORKDIR /weir
COPY --from=build /weir/package.json ./
COPY --from=build /weir/node_modules node_modules
COPY --from=build /weir/dist dist
COPY --from=build /weir/bin bin
COPY --from=build /weir/models/artifacts models/artifacts
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
# Inside a container the address is the container's own; what is published decides who can reach it.
ENV NODE_ENV=production WEIR_HTTP_HOST=0.0.0.0 WEIR_GRPC_HOST=0.0.0.0 WEIR_DATA_DIR=/data
EXPOSE 7700 7701
HEALTHCHECK --interval=10s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:7700/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/weir"]
CMD ["serve"]
