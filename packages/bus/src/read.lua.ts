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
local known = redis.call('HMGET', KEYS[2], 'epoch', 'seq')
if not known[1] then return { '1' } end
local first = tonumber(known[2]) - redis.call('LLEN', KEYS[1]) + 1
local from, gap = 0, '0'
if ARGV[1] == known[1] and tonumber(ARGV[2]) >= first - 1 and tonumber(ARGV[2]) <= tonumber(known[2]) then
  from = tonumber(ARGV[2]) - first + 1
elseif ARGV[1] ~= '' or first > 1 then
  gap = '1'
end
local entries = redis.call('LRANGE', KEYS[1], from, from + tonumber(ARGV[3]) - 1)
table.insert(entries, 1, gap)
return entries
`;
