/**
 * Appends to many logs and announces, atomically, each fenced by attempt.
 *
 * | | |
 * | --- | --- |
 * | KEYS | log (list), meta (hash) – one pair per entry |
 * | ARGV | ttl in seconds, most entries, most bytes; then per entry: channel, attempt, epoch and sequence that its writer saw last (0: none), data, block |
 * | RETURNS | per entry: its id `epoch.seq`, or an empty string where a newer attempt has written |
 *
 * An entry is kept and published as `id data`: the id at a fixed place, so that nobody parses the data for it. The epoch is the
 * creation time of the log in microseconds: a log that Redis lost starts a new one, and no reader takes the new entries for the old.
 *
 * A block `count epoch seq data` replaces in the log the last `count` entries, the new one among them, if `epoch.seq` is the newest: what
 * streamed word by word is kept as one. Its id is the newest of theirs. Listeners get the new entry alone.
 */
export const appendLua = `
local ttl, mostEntries, mostBytes = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local ids = {}
for i = 1, #KEYS, 2 do
  local log, meta, at = KEYS[i], KEYS[i + 1], 3 + (i - 1) / 2 * 6
  local channel, attempt, data = ARGV[at + 1], tonumber(ARGV[at + 2]), ARGV[at + 5]
  local known = redis.call('HMGET', meta, 'epoch', 'seq', 'attempt', 'bytes', 'first')
  if known[3] and attempt < tonumber(known[3]) then
    ids[#ids + 1] = ''
  else
    local epoch, seq, bytes, first = known[1], tonumber(known[2] or '0') + 1, tonumber(known[4] or '0'), known[5]
    -- a Redis that came back without its last second has forgotten numbers that readers have seen: they must not be given again
    if epoch and epoch == ARGV[at + 3] and seq <= tonumber(ARGV[at + 4]) then
      epoch = false
      seq, bytes = 1, 0
    end
    if not epoch then
      local now = redis.call('TIME')
      epoch = now[1] .. string.format('%06d', now[2])
      first = 1
      redis.call('DEL', log)
    end
    -- a log of before there were blocks has an entry a number
    first = first or seq - redis.call('LLEN', log)
    local id = epoch .. '.' .. string.format('%d', seq)
    local entry = id .. ' ' .. data
    local kept = entry
    local count, blockEpoch, blockSeq, block = string.match(ARGV[at + 6], '^(%d+) (%d+) (%d+) (.*)$')
    if count and blockEpoch == epoch and tonumber(blockSeq) == seq - 1 then
      kept = id .. ' ' .. block
      for _, old in ipairs(redis.call('LRANGE', log, 1 - count, -1)) do bytes = bytes - #old end
      redis.call('LTRIM', log, 0, -count)
    end
    local entries = redis.call('RPUSH', log, kept)
    bytes = bytes + #kept
    while entries > mostEntries or (bytes > mostBytes and entries > 1) do
      local oldest = redis.call('LPOP', log)
      bytes = bytes - #oldest
      first = string.match(oldest, '^%d+%.(%d+)') + 1
      entries = entries - 1
    end
    redis.call('HSET', meta, 'epoch', epoch, 'seq', seq, 'attempt', attempt, 'bytes', bytes, 'first', string.format('%d', first))
    redis.call('EXPIRE', log, ttl)
    redis.call('EXPIRE', meta, ttl)
    redis.call('PUBLISH', channel, entry)
    ids[#ids + 1] = id
  end
end
return ids
`;
