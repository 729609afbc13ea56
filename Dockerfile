FROM node:24-bookworm-slim AS base
WORKDIR /app
ENV CI=true

FROM base AS build
RUN npm install --global pnpm@12.21.0
COPY . .
RUN pnpm install --frozen-lockfile
RUN node apps/web/node_modules/vite/bin/vite.js build apps/web
# what only building and testing need does not go into the image: the pages are built, the rest runs as it is written
RUN rm -rf node_modules apps/*/node_modules packages/*/node_modules \
  && pnpm install --frozen-lockfile --prod --filter '@millrace/server...' --filter '@millrace/worker...'

FROM base AS runtime
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 STORAGE_DIR=/data/files
COPY --from=build /app /app
RUN mkdir -p /data/files && chown -R node:node /data
USER node
VOLUME /data/files
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/server/src/main.ts"]
