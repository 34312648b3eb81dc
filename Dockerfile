# The suite in an image: docs/ci.md says how to run it. Settings and keys come with the container, never with the image.
FROM node:20.19.5-bookworm-slim

WORKDIR /suite
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY . .
# Compiles the sources: a run cannot keep what it compiles where node_modules is read-only.
RUN node src/cli/launch.cjs src/cli/contract.ts --help

# The one folder that a run writes to; all else may be read-only.
RUN mkdir /data && chown node:node /data
VOLUME /data
ENV CONTRACT_REPORTS_DIR=/data/reports \
    CONTRACT_LEDGER_DIR=/data/ledger

USER node
# Node itself, not npm, which would write logs and hide signals. An argument names another command.
ENTRYPOINT ["node", "src/cli/launch.cjs"]
CMD ["src/cli/contract.ts"]
