// The reports that are compared: straightforward SQL over Umami's tables, a statement or two a report.
// SPDX-License-Identifier: MIT
import { prisma } from './database.mjs';

const VIEWS = '(1, 3, 4)';

/** The parameters that every report has. */
function questionOf({ params, query }) {
  return {
    website: params.website,
    from: new Date(Number(query.startAt)),
    to: new Date(Number(query.endAt)),
    timezone: query.timezone ?? 'UTC',
  };
}

// Numbers of PostgreSQL's bigint and numeric are no numbers of JavaScript's.
const numbers = (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value ?? 0)]));

async function totals({ website }, from, to) {
  const [row] = await prisma.$queryRawUnsafe(
    `SELECT sum(v.views) AS pageviews, count(DISTINCT v.session_id) AS visitors, count(*) AS visits,
            count(*) FILTER (WHERE v.views = 1) AS bounces, sum(floor(extract(epoch FROM v.last_at - v.first_at))) AS totaltime
       FROM (SELECT session_id, visit_id, count(*) AS views, min(created_at) AS first_at, max(created_at) AS last_at
               FROM website_event
              WHERE website_id = $1::uuid AND created_at BETWEEN $2 AND $3 AND event_type IN ${VIEWS}
              GROUP BY session_id, visit_id) v`,
    website, from, to,
  );
  return numbers(row);
}

export async function stats(request, response) {
  const question = questionOf(request);
  const { from, to } = question;
  const before = new Date(from.getTime() - (to.getTime() - from.getTime()) - 1);
  response.json({ ...(await totals(question, from, to)), comparison: await totals(question, before, new Date(from.getTime() - 1)) });
}

export async function pageviews(request, response) {
  const { website, from, to, timezone } = questionOf(request);
  const unit = ['minute', 'hour', 'day', 'month', 'year'].find((one) => one === request.query.unit) ?? 'day';
  const series = (counted) =>
    prisma.$queryRawUnsafe(
      `SELECT to_char(date_trunc('${unit}', created_at AT TIME ZONE $4), 'YYYY-MM-DD HH24:MI:SS') AS x, ${counted}::integer AS y
         FROM website_event
        WHERE website_id = $1::uuid AND created_at BETWEEN $2 AND $3 AND event_type IN ${VIEWS}
        GROUP BY 1
        ORDER BY 1`,
      website, from, to, timezone,
    );
  response.json({ pageviews: await series('count(*)'), sessions: await series('count(DISTINCT session_id)') });
}

const COLUMNS = {
  path: { value: 'e.url_path', from: 'website_event e', where: 'true' },
  browser: { value: 's.browser', from: 'website_event e JOIN session s USING (session_id)', where: 'true' },
  referrer: { value: 'e.referrer_domain', from: 'website_event e', where: 'e.referrer_domain <> e.hostname' },
};

export async function metrics(request, response) {
  const { website, from, to } = questionOf(request);
  const column = COLUMNS[request.query.type];
  if (column === undefined) return response.status(400).json({ error: { message: 'Bad request' } });
  const rows = await prisma.$queryRawUnsafe(
    `SELECT ${column.value} AS x, count(DISTINCT e.session_id)::integer AS y
       FROM ${column.from}
      WHERE e.website_id = $1::uuid AND e.created_at BETWEEN $2 AND $3 AND e.event_type IN ${VIEWS} AND ${column.where}
      GROUP BY 1
      ORDER BY 2 DESC
      LIMIT $4`,
    website, from, to, Number(request.query.limit ?? 500),
  );
  return response.json(rows);
}
