import { serve } from '@hono/node-server';
import { inventedSite } from './src/web/testing.ts';
const { site } = await inventedSite({ built: '/work/trees/web/dist' });
serve({ fetch: site.fetch, port: 4178, hostname: '127.0.0.1' }, () => console.log('ready'));
