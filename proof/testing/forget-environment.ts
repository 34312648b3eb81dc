import { forgetEnvironment } from '../../src/settings/environment.js';

// Loaded before any test: what stands in a developer's `.env` is nobody's test.
forgetEnvironment();
