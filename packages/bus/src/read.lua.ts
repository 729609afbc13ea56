/**
 * Reads a log after a position.
 *
 * | | |
 * | --- | --- |
 * | KEYS | log (list), meta (hash) |
 * | ARGV | epoch and sequence of the last entry that was seen, empty strings: none; most entries to return |
 * | RETURNS | `1` where something is missing between the position and the first entry returned, else `0`; then the entries |
 */
export const readLua = `
local known = redis.call('HMGET', KEYS[2], 'epoch', 'seq', 'first')
if not known[1] then return { '1' } end
local entries, last, after = redis.call('LLEN', KEYS[1]), tonumber(known[2]), tonumber(ARGV[2])
local first = tonumber(known[3]) or last - entries + 1
local from, gap = 0, '0'
if ARGV[1] == known[1] and after >= first - 1 and after <= last then
  -- an entry may stand for several numbers: find the first whose last one has not been seen
  local to = entries
  while from < to do
    local middle = math.floor((from + to) / 2)
    local seq = tonumber(string.match(redis.call('LINDEX', KEYS[1], middle), '^%d+%.(%d+)'))
    if seq > after then to = middle else from = middle + 1 end
  end
elseif ARGV[1] ~= '' or first > 1 then
  gap = '1'
end
local page = redis.call('LRANGE', KEYS[1], from, from + tonumber(ARGV[3]) - 1)
table.insert(page, 1, gap)
return page
`;
