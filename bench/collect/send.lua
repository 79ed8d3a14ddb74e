-- wrk's requests: pageviews and events as tags send them, all made before the clock starts.
-- WEBSITE names the website.
-- SPDX-License-Identifier: MIT
local requests, count, at = {}, 4096, 0

local agents = {
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
}
local referrers = { "", "", "", "https://www.google.com/", "https://duckduckgo.com/", "https://news.ycombinator.com/item?id=1" }
local screens = { "1920x1080", "1440x900", "390x844", "412x915" }
local languages = { "en-US", "fr-FR", "de-DE", "en-GB" }
local countries = { "FR", "US", "DE", "GB", "CA" }

local function pick(list) return list[math.random(#list)] end

local function body(website)
  local event = ""
  if math.random() < 0.12 then
    event = ',"name":"' .. pick({ "signup", "download", "purchase" }) .. '","data":{"plan":"team","seats":3}'
  end
  return string.format(
    '{"type":"event","payload":{"website":"%s","hostname":"example.org","url":"/blog/%d?ref=%d","referrer":"%s",' ..
    '"title":"Page %d of the blog","screen":"%s","language":"%s"%s}}',
    website, math.random(400), math.random(20), pick(referrers), math.random(400), pick(screens), pick(languages), event)
end

function init()
  math.randomseed(7)
  local website = os.getenv("WEBSITE")
  for i = 1, count do
    requests[i] = wrk.format("POST", "/api/send", {
      ["content-type"] = "application/json",
      ["user-agent"] = pick(agents),
      ["x-forwarded-for"] = string.format("%d.%d.%d.%d", 20 + math.random(180), math.random(250), math.random(250), math.random(250)),
      ["cf-ipcountry"] = pick(countries),
    }, body(website))
  end
end

function request()
  at = at % count + 1
  return requests[at]
end

function done(summary, latency)
  io.write(string.format("RESULT %d %d %.1f %.1f %.1f %d\n", summary.requests, summary.duration,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
