#!/usr/bin/env bash
# Tests the composition for real, with whatever docker engine answers: builds it, scores files through the published port
# with the model pulled from S3, scales the workers, kills one, restarts Redis and PostgreSQL in mid-batch, and takes all
# of it down and up again. Nothing of it stays.
#
#   scripts/compose-test.sh              with the images of docker-compose.yml
#   scripts/compose-test.sh --stand-ins  with an S3 server and a Prometheus that are built here, and without Grafana, where
#                                        no registry can be reached
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

project=bora-compose-test
folder=$(mktemp -d)
environment=$folder/.env
port=${BORA_TEST_PORT:-3999}
url=http://127.0.0.1:$port
rows=20000
files=(--file docker-compose.yml)
watchers=(prometheus grafana)
if [ "${1:-}" = --stand-ins ]; then
  files+=(--file scripts/compose/stand-ins.yml)
  watchers=(prometheus)
fi

compose() { docker compose --project-name "$project" --env-file "$environment" --project-directory . "${files[@]}" "$@"; }
say() { printf '[%4s s] %s\n' "$SECONDS" "$*"; }
fail() { say "FAILED: $*"; compose ps --all || true; compose logs --tail 30 || true; exit 1; }
clean() { compose --profile monitoring down --volumes --remove-orphans --timeout 5 >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap clean EXIT

bora() { npm run --silent bora -- "$@"; }

# The state of a batch, or its number of scored rows.
field() { curl --silent --fail --header "authorization: Bearer $key" "$url/v1/batches/$1" | node -e '
  let text = ""; process.stdin.on("data", (piece) => { text += piece; }).on("end", () => console.log(JSON.parse(text)[process.argv[1]]));' "$2"; }

# Posts the file; says the id of its batch.
post() { curl --silent --fail --header "authorization: Bearer $key" --header 'content-type: text/csv' \
  --data-binary "@$folder/applicants.csv" "$url/v1/batches" | node -e '
  let text = ""; process.stdin.on("data", (piece) => { text += piece; }).on("end", () => console.log(JSON.parse(text).id));'; }

# Waits until the batch is completed; every row must then be scored or rejected, once.
completed() {
  local id=$1 deadline=$((SECONDS + 180)) state=
  while [ "$state" != completed ]; do
    [ $SECONDS -lt $deadline ] || fail "batch $id did not complete (state: $state)"
    sleep 0.2; state=$(field "$id" state 2>/dev/null || true)
  done
  local scored; scored=$(field "$id" rowsScored)
  [ "$scored" = "$rows" ] || fail "batch $id scored $scored of $rows rows"
  local lines; lines=$(curl --silent --fail --header "authorization: Bearer $key" "$url/v1/batches/$id/scores.csv" | tail -n +2 | cut -d, -f1 | sort -un | wc -l)
  [ "$lines" = "$rows" ] || fail "the export of batch $id holds $lines different rows of $rows"
}

# What Prometheus, which has no port outside, answers to a question: one number.
watched() { compose exec -T prometheus wget -qO- "http://127.0.0.1:9090/api/v1/query?query=$(node -p 'encodeURIComponent(process.argv[1])' "$1")" | node -e '
  let text = ""; process.stdin.on("data", (piece) => { text += piece; }).on("end", () => console.log(JSON.parse(text).data.result[0]?.value[1]));'; }

# How many decisions of a batch stand in the record.
decisions() { compose exec -T postgres sh -c 'PGPASSWORD="$POSTGRES_PASSWORD" psql --host=127.0.0.1 --username=bora --no-align --tuples-only --command="$1" bora' \
  sh "select count(*) from decisions where source_id = '$1'" | tr -d '[:space:]'; }

# Waits until every row of a batch stands in the record.
recorded() {
  local deadline=$((SECONDS + 60))
  while [ "$(decisions "$1")" != "$rows" ]; do
    [ $SECONDS -lt $deadline ] || fail "the record holds $(decisions "$1") of $rows decisions of batch $1"
    sleep 0.5
  done
}

# Starts as many workers, as WORKERS in .env has them started.
workers() { sed -i '/^WORKERS=/d' "$environment"; echo "WORKERS=$1" >> "$environment"; compose up --detach --wait worker >/dev/null; }

up() { compose up --detach --wait --wait-timeout 180 redis postgres s3 api "$@" >/dev/null; }

bora init --out "$environment"
[ "${1:-}" != --stand-ins ] || sed -i 's/^S3_ACCESS_KEY_ID=.*/S3_ACCESS_KEY_ID=S3RVER/; s/^S3_SECRET_ACCESS_KEY=.*/S3_SECRET_ACCESS_KEY=S3RVER/' "$environment"
echo "BORA_PORT=$port" >> "$environment"
bora synth --schema pakdd2010 --rows "$rows" --seed 3 --out "$folder/applicants.csv" >/dev/null

say "building"
compose --profile monitoring build --quiet
say "images: $(docker image ls --format '{{.Repository}} {{.Size}}' | grep '^bora-' | sort | paste -sd, -)"
up worker || fail "the services did not come up"
key=$(compose exec -T api cat /var/lib/bora/local-key)
compose --profile monitoring up --detach --wait "${watchers[@]}" >/dev/null || fail "nobody watches"
compose exec -T api cat /var/lib/bora/administrator-password >/dev/null || fail "there is no password to sign in with"
BORA_API_KEY=$key bora people reset-administrator --url "$url" >/dev/null || fail "the administrator got no new password"
! compose exec -T api cat /var/lib/bora/administrator-password >/dev/null 2>&1 || fail "a file still holds the password that is void"
say "up; ready: $(curl --silent "$url/health/ready")"

id=$(post); completed "$id"; first=$id
BORA_URL=$url BORA_API_KEY=$key bora score data/sample-applicants.csv --trial --out "$folder/scores.csv" >/dev/null || fail "bora scored nothing on the host"
say "scored $rows rows with one worker, the model pulled from S3"

compose run --rm -T seed models verify >/dev/null || fail "a model in the store is not signed or not sound"
foreign=$(bora models keys --out "$folder/foreign-key" | sed -n 's/^MODEL_PUBLIC_KEYS=//p')
! compose run --rm -T --env MODEL_PUBLIC_KEYS="$foreign" seed models verify >/dev/null 2>&1 || fail "a model that another key signed is taken"
champion=$(compose run --rm -T seed models list --json | node -e '
  let text = ""; process.stdin.on("data", (piece) => { text += piece; }).on("end", () => {
    const { name, version } = JSON.parse(text).find((model) => model.isChampion && model.name === "pakdd2010");
    console.log(name + "/" + version); });')
compose run --rm -T seed models sign "$champion" >/dev/null
compose run --rm -T seed models promote "$champion" >/dev/null || fail "$champion was not promoted"
compose run --rm -T seed models list >/dev/null
id=$(post); completed "$id"
say "every model is signed, another key's are refused; promoted by command, scored $rows rows"

recorded "$first"; recorded "$id"
head=$(BORA_API_KEY=$key bora audit export --out "$folder/trail.jsonl" --json --url "$url" | node -e '
  let text = ""; process.stdin.on("data", (piece) => { text += piece; }).on("end", () => {
    const { head } = JSON.parse(text); console.log(head.sequence + ":" + head.hash); });')
compose exec -T postgres sh -c 'PGPASSWORD="$POSTGRES_PASSWORD" pg_dump --host=127.0.0.1 --username=bora --format=custom bora' > "$folder/bora.dump"
compose exec -T postgres pg_restore --list < "$folder/bora.dump" | grep -c 'TABLE DATA public batches' >/dev/null || fail "the dump holds no batches"
compose exec -T redis sh -c 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli info memory' | grep -c used_memory_human >/dev/null || fail "Redis tells no memory"
redis_limit() { compose exec -T redis sh -c 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli config set maxmemory '"$1" >/dev/null; }
compose exec -T redis sh -c 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli config get maxmemory' | grep -c 1363148800 >/dev/null || fail "Redis has no limit of memory"
redis_limit 1mb; curl --silent "$url/health/ready" | grep -c 'The memory of Redis is full' >/dev/null || fail "a full Redis is not named"
compose exec -T redis sh -c 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli config set maxmemory 1600mb' >/dev/null; up worker
redis_limit 1300mb
compose ps --all >/dev/null; for service in redis postgres s3 api worker; do compose logs --no-log-prefix --tail 100 "$service" >/dev/null; done
docker network inspect "${project}_default" >/dev/null
docker system df >/dev/null
compose run --rm -T --no-deps api node --import tsx src/main.ts --check | grep -c 'is valid' >/dev/null || fail "the api finds its settings wrong"
compose run --rm -T --no-deps worker node --import tsx src/main.ts --check | grep -c 'is valid' >/dev/null || fail "the worker finds its settings wrong"
compose logs seed >/dev/null
told=$(compose run --rm -T --no-deps -e COMPLIANCE_PROFILE=brazil api node --import tsx src/main.ts --check 2>&1 || true)
[[ $told == *"allowed: none, br"* ]] || fail "a wrong setting is not told"
# Whoever starts next says anew with which key.
compose exec -T redis sh -c 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli del bora:payload-key' | grep -c 1 >/dev/null || fail "Redis knew no payload key"
compose restart worker >/dev/null; up worker
say "the commands of the runbooks work"

compose stop api worker >/dev/null 2>&1
compose exec -T postgres sh -c 'PGPASSWORD="$POSTGRES_PASSWORD" dropdb --host=127.0.0.1 --username=bora --force bora'
compose exec -T postgres sh -c 'PGPASSWORD="$POSTGRES_PASSWORD" createdb --host=127.0.0.1 --username=bora bora'
! decisions "$first" >/dev/null 2>&1 || fail "the database was not emptied"
compose exec -T postgres sh -c 'PGPASSWORD="$POSTGRES_PASSWORD" pg_restore --host=127.0.0.1 --username=bora --dbname=bora --single-transaction --exit-on-error --no-owner' < "$folder/bora.dump" || fail "the dump cannot be restored"
[ "$(decisions "$first")" = "$rows" ] || fail "the restored record holds $(decisions "$first") of $rows decisions of the first batch"
up worker || fail "the services did not come up with the restored database"
completed "$first"
BORA_API_KEY=$key bora audit verify --head "$head" --url "$url" >/dev/null || fail "the restored audit trail is not whole"
say "the database was restored: $(decisions "$first") decisions of the first batch"

workers 3
[ "$(compose ps --quiet worker | wc -l)" = 3 ] || fail "there are $(compose ps --quiet worker | wc -l) workers of 3"
up worker
[ "$(compose ps --quiet worker | wc -l)" = 3 ] || fail "a plain start left $(compose ps --quiet worker | wc -l) workers of 3"
say "three workers, and three after a plain start"
token=$(sed -n 's/^METRICS_TOKEN=//p' "$environment")
for asked in http://127.0.0.1:3000/metrics http://worker:9464/metrics; do
  compose exec -T api node -e 'fetch(process.argv[1], { headers: { authorization: `Bearer ${process.argv[2]}` } })
    .then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))' "$asked" "$token" || fail "no metrics at $asked"
done
say "api and worker tell their metrics"
compose --profile monitoring config --quiet || fail "the profile monitoring is not valid"
request=$(curl --silent --fail --dump-header - --output /dev/null --header "authorization: Bearer $key" --header 'prefer: wait=20' \
  --header 'content-type: application/json' --data '{}' "$url/v1/scores" | tr -d '\r' | sed -n 's/^x-request-id: //p')
sleep 1
[ "$(compose logs --no-log-prefix api worker | grep --count "$request")" -ge 2 ] || fail "the request $request is not in the logs of api and worker"
say "one id follows an application through the logs of api and worker"
id=$(post); docker kill --signal KILL "$(compose ps --quiet worker | head -n 1)" >/dev/null; completed "$id"
say "scored $rows rows while one of three workers was killed"
workers 1

id=$(post); compose restart --timeout 5 redis >/dev/null; up worker; completed "$id"
say "scored $rows rows while Redis was restarted"

id=$(post); compose restart --timeout 5 postgres >/dev/null; up worker; completed "$id"
say "scored $rows rows while PostgreSQL was restarted"

# What was restarted a moment ago is read again within a scrape or two.
for _ in $(seq 60); do [ "$(watched 'min(up{job=~"api|worker"})')" = 1 ] && break; sleep 1; done
[ "$(watched 'min(up{job=~"api|worker"})')" = 1 ] || fail "Prometheus does not reach: $(watched 'up{job=~"api|worker"}')"
[ "$(watched 'sum(max_over_time(bora_rows_total{kind="batch",outcome="scored"}[1h])) > bool 0')" = 1 ] || fail "Prometheus counts no scored row"
[ "$(watched 'count(ALERTS{alertstate="firing"}) or vector(0)')" = 0 ] || say "alerts: $(watched 'count(ALERTS)')"
say "Prometheus reads the api and every worker"

compose --profile monitoring down --timeout 15 >/dev/null
up worker || fail "the services did not come up again"
completed "$first"
say "down and up again: the first batch is still there"

for count in 1 2 3; do
  workers "$count"
  started=$(date +%s%N); id=$(post); completed "$id"
  say "$count worker(s): $(( rows * 1000 / (($(date +%s%N) - started) / 1000000) )) rows a second, from POST to export"
done
say "passed"
