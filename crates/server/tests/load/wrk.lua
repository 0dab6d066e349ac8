-- Requests for wrk: each thread picks lines of the file that is named, at random, and asks for them.
-- What came of it is the last line, as JSON; durations in microseconds.

local paths = {}

function init(args)
  math.randomseed(tonumber(args[2]))
  for path in io.lines(args[1]) do
    paths[#paths + 1] = path
  end
end

function request()
  return wrk.format("GET", paths[math.random(#paths)])
end

function done(summary, latency)
  local failed = summary.errors
  io.write(string.format(
    '{"requests":%d,"duration":%d,"p50":%d,"p99":%d,"connect":%d,"read":%d,"write":%d,"timeout":%d,"status":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    failed.connect, failed.read, failed.write, failed.timeout, failed.status))
end
