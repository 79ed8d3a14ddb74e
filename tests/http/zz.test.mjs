import { test, before, after } from 'node:test';
import { ask, createWebsite, login, startServer } from '../support/server.mjs';
let server, token;
before(async () => { server = await startServer(); token = await login(server); });
after(() => server.stop());
test('zz', async () => {
  const { id } = await createWebsite(server, token, { domain: 'example.org' });
  const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' };
  const noon = Date.parse('2025-06-10T12:00:00Z');
  const item = (minutes, language) => ({ type: 'event', payload: { website: id, url: '/', language, timestamp: noon / 1000 + minutes * 60 } });
  await ask(server, 'POST', '/api/batch', { headers, body: [item(5, 'fr'), item(0, 'de'), item(10, 'en')] });
  for (const type of ['language', 'browser', 'path', 'entry', 'channel'])
    console.log(type, JSON.stringify(await ask(server, 'GET', `/api/websites/${id}/metrics?startAt=${noon}&endAt=${noon + 3600000}&type=${type}`, { token })));
  console.log(JSON.stringify(await ask(server, 'GET', `/api/websites/${id}/stats?startAt=${noon}&endAt=${noon + 3600000}&path=/`, { token })));
  console.log(JSON.stringify(await ask(server, 'GET', `/api/websites/${id}/stats?startAt=${noon-86400000}&endAt=${noon + 86400000}`, { token })));
  console.log(JSON.stringify(await server.psql('select website_id,number,octet_length(change) from changes', [])));
  console.log(JSON.stringify(await server.psql('select * from visits', [])));
  console.log(server.log);
});
