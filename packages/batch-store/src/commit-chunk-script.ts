import { packedScoreBytes, rowsPerBlock } from '@bora/contracts';

/**
 * Commits one chunk, once. Touches keys of this batch only.
 *
 * KEYS: meta, done, chunk bytes, rejects, chunk index, then the blocks of scores, then the blocks of ids.
 * ARGV: chunk number, lifetime (s), index of the first row, packed scores, sealed rejects,
 *       number of counter arguments, counter names and amounts in turn, then one applicant id a row.
 */
export const commitChunkScript = `
local meta, done, chunk, rejects, index = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local lifetime = tonumber(ARGV[2])

if redis.call('SISMEMBER', done, ARGV[1]) == 1 then return 'already-committed' end
if redis.call('HGET', meta, 'state') ~= 'scoring' then
  redis.call('UNLINK', chunk)
  return 'batch-ended'
end

-- The first write needs no memory: Redis lets the others of the script follow it even when it is full, and the chunk goes.
redis.call('EXPIRE', meta, lifetime)
local blocks = (#KEYS - 5) / 2
local first = tonumber(ARGV[3])
local firstBlock = math.floor(first / ${rowsPerBlock})
local packed = ARGV[4]
local ids = 6 + tonumber(ARGV[6])
local rows = #packed / ${packedScoreBytes}

local scorePairs, idPairs, current = {}, {}, firstBlock
local function flush()
  if #scorePairs == 0 then return end
  local offset = current - firstBlock
  for position, pairs in ipairs({ scorePairs, idPairs }) do
    local key = KEYS[6 + (position - 1) * blocks + offset]
    redis.call('HSET', key, unpack(pairs))
    redis.call('EXPIRE', key, lifetime)
  end
  scorePairs, idPairs = {}, {}
end

for row = 0, rows - 1 do
  local block = math.floor((first + row) / ${rowsPerBlock})
  if block ~= current then
    flush()
    current = block
  end
  local record = string.sub(packed, row * ${packedScoreBytes} + 1, (row + 1) * ${packedScoreBytes})
  if string.byte(record, 1) ~= 0 then
    local field = (first + row) % ${rowsPerBlock}
    scorePairs[#scorePairs + 1] = field
    scorePairs[#scorePairs + 1] = record
    idPairs[#idPairs + 1] = field
    idPairs[#idPairs + 1] = ARGV[ids + row + 1]
  end
end
flush()

if #ARGV[5] > 0 then redis.call('SET', rejects, ARGV[5], 'EX', lifetime) end
for counter = 7, ids, 2 do redis.call('HINCRBY', meta, ARGV[counter], ARGV[counter + 1]) end
redis.call('SADD', done, ARGV[1])
redis.call('EXPIRE', done, lifetime)
redis.call('EXPIRE', index, lifetime)
redis.call('UNLINK', chunk)

if redis.call('HINCRBY', meta, 'chunksDone', 1) == tonumber(redis.call('HGET', meta, 'chunks')) then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('HSET', meta, 'state', 'completed', 'endedAtMs', string.format('%.0f', now))
  return 'completed'
end
return 'committed'`;
