// The peer: Express on HOST and PORT. One line a route.
// SPDX-License-Identifier: MIT
import express from 'express';
import { collect } from './collect.mjs';
import { metrics, pageviews, stats } from './reports.mjs';

const app = express();
app.use(express.json({ type: () => true }));
app.get('/readyz', (request, response) => response.json({ ok: true }));
app.post('/api/send', collect);
app.get('/api/websites/:website/stats', stats);
app.get('/api/websites/:website/pageviews', pageviews);
app.get('/api/websites/:website/metrics', metrics);
app.listen(Number(process.env.PORT), process.env.HOST, (error) => {
  if (error) throw error;
});
