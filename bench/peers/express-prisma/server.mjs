// The peer: Express on HOST and PORT. One line a route.
// SPDX-License-Identifier: MIT
import express from 'express';
import { collect } from './collect.mjs';

const app = express();
app.use(express.json({ type: () => true }));
app.get('/readyz', (request, response) => response.json({ ok: true }));
app.post('/api/send', collect);
app.listen(Number(process.env.PORT), process.env.HOST, (error) => {
  if (error) throw error;
});
