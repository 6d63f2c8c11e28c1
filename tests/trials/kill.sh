#!/usr/bin/env bash
# Kills trainings at random moments, lets them go on, and compares their weights with those of a training that was left alone.
#
#   tests/trials/kill.sh [TRIALS] [options of myelin train …]
#
# Half of the resumed trainings are killed too. MYELIN is the program (default: that of this repository, built in Release), DATA and
# TARGET a table and its column (default: the irises), SEED decides the moments. Ends with 1 where a training did not go on, or with
# other weights.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
trials=${1:-200}
[ $# -gt 0 ] && shift
options=("$@")
[ ${#options[@]} -gt 0 ] || options=(--quality fast --epochs 200 --patience 0 --checkpoint-every 5)
myelin=${MYELIN:-$root/src/Myelin.Cli/bin/Release/net10.0/Myelin.Cli}
data=${DATA:-$root/samples/data/iris.csv}
target=${TARGET:-species}
RANDOM=${SEED:-1}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

command=("$myelin" train "$data" --target "$target" "${options[@]}" --checkpoint "$work/run" --resume --output "$work/model.safetensors")
train() { "${command[@]}" >"$work/log" 2>&1; }
digest() { "$myelin" inspect "$work/model.safetensors" --digest; }
fresh() { rm -rf "$work/run" "$work/model.safetensors"; }

# killed after a random part of the time that a whole training takes; 137 where the kill came before its end
killed() {
    "${command[@]}" >"$work/log" 2>&1 &
    local program=$! moment=$((RANDOM * whole / 29789)) status
    sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
    kill -KILL "$program" 2>/dev/null
    wait "$program" 2>/dev/null
    status=$?
    [ "$status" -eq 137 ] && kills=$((kills + 1))
    return "$status"
}

start=$(date +%s%3N)
train || { cat "$work/log"; exit 1; }
whole=$(($(date +%s%3N) - start))
expected=$(digest)
echo "left alone: $expected in $whole ms"

kills=0 bad=0
for ((trial = 1; trial <= trials; trial++)); do
    fresh
    killed
    result=$?
    for ((again = 0; result == 137 && again < 40; again++)); do
        if ((again < 5 && RANDOM % 2)); then killed; else train; fi
        result=$?
    done
    if [ "$result" -ne 0 ]; then
        bad=$((bad + 1))
        echo "trial $trial ended with $result: $(tail -n 1 "$work/log")"
    elif found=$(digest) && [ "$found" != "$expected" ]; then
        bad=$((bad + 1))
        echo "trial $trial has other weights: $found"
    fi
done
echo "$trials trials, $kills kills, $bad bad"
[ "$bad" -eq 0 ]
