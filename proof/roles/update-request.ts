import type { Struct } from './go-json/go-type.js';

/** The body of an update as oapi-codegen, fed with the document, declares it in Go. */
export const updateRequest: Struct = {
  name: 'oapi.BrowserUpdateRequest',
  fields: {
    proxy_id: 'string',
    disable_default_proxy: 'bool',
    profile: { members: { id: 'string', name: 'string', save_changes: 'bool' } },
    viewport: {
      name: 'oapi.BrowserViewportUpdate',
      fields: { width: 'int', height: 'int', refresh_rate: 'int', force: 'bool' },
      zero: { width: 0, height: 0 },
    },
  },
  zero: {},
};
