// The few things of a browser that modules touch when they are loaded; Node 20 has none of them.

import { vi } from 'vitest';

vi.stubGlobal('navigator', { languages: ['en-GB'] });
