#!/bin/sh
# Asks a running service one Korean question and tells whether the answer is right: exit code 0, 1 (wrong) or 2 (usage).
# Needs curl and iconv. With API keys: KOREAN_MRC_API_KEY=... docker/smoke-test.sh
set -eu

usage() {
  echo "usage: $0 [--any-answer] [--wait SECONDS] [BASE_URL]"
  echo "  --any-answer  for models other than the demo model: any answer from the text will do, and none, too"
  echo "  --wait        how long the service may take to become ready (default: 120)"
  echo "  BASE_URL      default: http://127.0.0.1:8080"
}

base=http://127.0.0.1:8080 any=false wait=120
while [ $# -gt 0 ]; do
  case $1 in
    --any-answer) any=true ;;
    --wait)
      [ $# -gt 1 ] || { usage >&2; exit 2; }
      wait=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 2 ;;
    *) base=${1%/} ;;
  esac
  shift
done
case $wait in '' | *[!0-9]*) usage >&2; exit 2 ;; esac

question='설계를 맡은 건축가는 누구인가?'
context='달빛다리는 한빛시를 가로지르는 은하강에 놓인 길이 420m의 다리이다. 건축가 윤서진이 설계를 맡아 1984년 3월에 공사를 시작했고, 1987년 5월에 개통하였다.'
expected=윤서진

reply=$(mktemp)
trap 'rm -f "$reply"' EXIT
trap 'exit 1' INT TERM

fail() {
  echo "FAILED: $*" >&2
  if [ -s "$reply" ]; then echo "the reply was: $(cat "$reply")" >&2; fi
  exit 1
}

# Posts $1, leaves the reply's body in $reply and prints its status, 000 for none. The key goes in by a pipe: arguments of a
# process are for everyone to see.
ask() {
  : >"$reply"
  { [ -z "${KOREAN_MRC_API_KEY:-}" ] || printf 'header = "X-API-Key: %s"\n' "$KOREAN_MRC_API_KEY"; } |
    curl --config - -sS -m 30 -o "$reply" -w '%{http_code}' -H 'content-type: application/json' \
      --data-binary "$1" "$base/api/v1/answers" 2>/dev/null || :
}

# The number $1 of the first answer.
number() {
  printf %s "$first" | sed "s/.*\"$1\":\([0-9.]*\).*/\1/"
}

end=$(($(date +%s) + wait))
while :; do
  status=$(ask "{\"question\": \"$question\", \"context\": \"$context\"}")
  case $status in
    200) break ;;
    # Not there yet, or without a model yet, or asked too often.
    '' | 000 | 429 | 502 | 503 | 504) ;;
    *) fail "the question was answered with status $status" ;;
  esac
  [ "$(date +%s)" -lt "$end" ] || fail "$base is not ready after $wait s; the last status was ${status:-000}"
  sleep 2
done
echo "question:  $question"

case $(cat "$reply") in
  *'"answered":true'*)
    # The first answer's own members, which stand before those of its "raw"; neither text above needs an escape in JSON.
    first=$(sed -e 's/.*"answers":\[{//' -e 's/"raw":.*//' "$reply")
    answer=$(printf %s "$first" | sed 's/.*"answer":"\([^"]*\)".*/\1/')
    start=$(number start) stop=$(number end) score=$(number score)
    case $start,$stop in ,* | *, | *[!0-9,]*) fail 'the first answer has no start and end' ;; esac
    [ "$stop" -gt "$start" ] || fail "the answer ends at $stop, before it starts at $start"
    # Offsets count UTF-16 units, two bytes each.
    cut=$(printf %s "$context" | iconv -f UTF-8 -t UTF-16LE | tail -c "+$((2 * start + 1))" | head -c "$((2 * (stop - start)))" |
      iconv -f UTF-16LE -t UTF-8)
    echo "answer:    $answer, [$start, $stop) of the text, score $score"
    [ "$answer" = "$cut" ] || fail "the text has '$cut' at [$start, $stop)"
    $any || [ "$answer" = "$expected" ] || fail "'$expected' was expected; for a model of your own say --any-answer"
    ;;
  *'"answered":false'*)
    echo 'answer:    none'
    $any || fail "'$expected' was expected; for a model of your own say --any-answer"
    ;;
  *) fail 'this is no reply of the service' ;;
esac

status=$(ask '{"question": ')
echo "rubbish:   status $status"
[ "$status" = 400 ] || fail "half a JSON document was answered with status $status, not 400"
echo "$base is fine"
