#!/usr/bin/env bash
# stream.sh [GIGABYTES [OPTION…]]: trains an epoch on so large a CSV of 20 columns of numbers and a class, which comes through a pipe, and
# says how many rows a second were read and learned, and the most memory that was resident (Linux). Options go to myelin train.
set -euo pipefail
gigabytes=${1:-1}
shift || true
cd "$(dirname "$0")/.."
dotnet build src/Myelin.Cli -c Release -v quiet
program=$PWD/src/Myelin.Cli/bin/Release/net10.0/Myelin.Cli
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

awk 'BEGIN {
  srand(1)
  for (row = 0; row < 8000; row++) {
    line = ""
    for (column = 0; column < 20; column++) line = line sprintf("%.6g,", sqrt(-2 * log(1 - rand())) * cos(6.283185307 * rand()))
    print line (rand() < 0.5 ? "a" : "b")
  }
}' >rows
times=$(awk -v bytes="$(wc -c <rows)" -v gigabytes="$gigabytes" 'BEGIN { printf "%d", gigabytes * 1e9 / bytes + 1 }')
mkfifo table.csv
(
  for column in $(seq 0 19); do printf 'x%s,' "$column"; done
  echo y
  for ((i = 0; i < times; i++)); do cat rows; done
) >table.csv &

"$program" train table.csv --target y --stream --epochs 1 "$@" >said &
trained=$!
while kill -0 $trained 2>/dev/null; do
  if peak=$(grep VmHWM "/proc/$trained/status" 2>/dev/null) && [ -n "$peak" ]; then echo "$peak" >peak; fi
  sleep 0.2
done
wait $trained
grep -E '^  (read|rows) |^ +epoch|^ +1 ' said
cat peak
