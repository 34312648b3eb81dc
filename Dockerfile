# The suite in an image: docs/ci.md says how to run it. Settings and keys come with the container, never with the image.
FROM node:20.19.5-bookworm-slim

WORKDIR /suite
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY . .

# The one folder that a run writes to; all else may be read-only. Without a writable temp folder nothing that tsx compiles
# can be cached, so it does not try.
RUN mkdir /data && chown node:node /data
VOLUME /data
ENV CONTRACT_REPORTS_DIR=/data/reports \
    CONTRACT_LEDGER_DIR=/data/ledger \
    TSX_DISABLE_CACHE=1

USER node
# Node itself, not npm, which would write logs and hide signals. An argument names another command.
ENTRYPOINT ["node", "src/cli/launch.cjs"]
CMD ["src/cli/contract.ts"]
