-- wrk's requests, made before the clock starts from the lines of requests.mjs in the file REQUESTS. Each time the lines are
-- through, "@@@@" in them is the next number: RUN's first, second, ... of 256, so that no two runs have the same visitors.
-- With PAUSE each connection waits so many milliseconds between an answer and the next request.
-- SPDX-License-Identifier: MIT
local requests, at, round = {}, 0, tonumber(os.getenv("RUN")) * 256
local digits

-- The request as a list of what stands between the "@@@@"s.
local function pieces(text)
  local list, from = {}, 1
  while true do
    local first, last = text:find("@@@@", from, true)
    if not first then break end
    list[#list + 1] = text:sub(from, first - 1)
    from = last + 1
  end
  list[#list + 1] = text:sub(from)
  return list
end

function init()
  digits = string.format("%04x", round)
  for line in io.lines(os.getenv("REQUESTS")) do
    local address, country, region, city, agent, body = line:match("^(.-)\t(.-)\t(.-)\t(.-)\t(.-)\t(.*)$")
    requests[#requests + 1] = pieces(wrk.format("POST", "/api/send", {
      ["content-type"] = "application/json",
      ["user-agent"] = agent,
      ["x-forwarded-for"] = address,
      ["cf-ipcountry"] = country,
      ["cf-region-code"] = region,
      ["cf-ipcity"] = city,
    }, body))
  end
end

local pause = tonumber(os.getenv("PAUSE"))
if pause then
  function delay() return pause end
end

function request()
  at = at + 1
  if at > #requests then
    at, round = 1, round + 1
    digits = string.format("%04x", round)
  end
  return table.concat(requests[at], digits)
end

function done(summary, latency)
  io.write(string.format("RESULT %d %d %.1f %.1f %.1f %d\n", summary.requests, summary.duration,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
