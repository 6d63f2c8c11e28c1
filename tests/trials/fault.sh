#!/usr/bin/env bash
# Makes the n-th file operation of each command fail, and the n-th allocation of numbers, and looks at what is left.
#
#   tests/trials/fault.sh [MOST]
#
# Of each command and fault, MOST operations are tried (default: 1000, which is all). MYELIN is the program (default: that of this repository,
# built in Release); COMMANDS and MODES choose some. After each trial: the exit code is one that is documented, the error is one line, the
# inputs are as they were, and each output is the old file or the whole new one; with exit code 0 it is the new one. Linux with gcc alone.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
most=${1:-1000}
myelin=${MYELIN:-$root/src/Myelin.Cli/bin/Release/net10.0/Myelin.Cli}
commands=${COMMANDS:-predict json report plot drawing train checkpoint tune}
modes=${MODES:-eio enospc eintr short lost memory}
if [ "$(uname)" != Linux ] || ! command -v gcc >/dev/null; then echo "skipped: needs Linux and gcc"; exit 0; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -shared -fPIC -O1 -o "$work/fault.so" "$root/tests/trials/fault.c" -ldl -lpthread || exit 1
cp "$root/samples/data/iris.csv" "$work/iris.csv"
"$myelin" train "$work/iris.csv" --target species --quality fast --epochs 2 --quiet --output "$work/iris.safetensors" || exit 1

# what a command is, and what it writes
set_command() {
    local fast=(--target species --quality fast --epochs 2 --quiet)
    case $1 in
    predict) run=(predict iris.safetensors iris.csv --output out.csv) outputs=(out.csv) ;;
    json) run=(predict iris.safetensors iris.csv --json --output out.json) outputs=(out.json) ;;
    report) run=(report iris.safetensors iris.csv --repeats 0 --output out.html) outputs=(out.html) ;;
    plot) run=(evaluate iris.safetensors iris.csv --plot out.png) outputs=(out.png) ;;
    drawing) run=(trace --svg out.svg) outputs=(out.svg) ;;
    train) run=(train iris.csv "${fast[@]}" --output out.safetensors --plot out.svg) outputs=(out.safetensors out.svg) ;;
    checkpoint) run=(train iris.csv "${fast[@]}" --checkpoint run --checkpoint-every 1 --output out.safetensors) outputs=(out.safetensors) ;;
    tune) run=(tune iris.csv --target species --cv 2 --trials 2 --json --journal out.jsonl --output out.safetensors) outputs=(out.safetensors) ;;
    esac
}

# an older output of the same kind stands where the new one goes
fresh() {
    rm -rf "$work/in"
    mkdir "$work/in"
    cp "$work/iris.csv" "$work/iris.safetensors" "$work/in"
    for output in "${outputs[@]}"; do [ -e "$work/old.$output" ] && cp "$work/old.$output" "$work/in/$output"; done
}

run_with() { # at, mode
    (cd "$work/in" && FAULT_FOLDER=$work/in FAULT_AT=$1 FAULT_MODE=$2 FAULT_LOG=$work/log LD_PRELOAD=$work/fault.so \
        timeout -s KILL 120 "$myelin" "${run[@]}" >"$work/said" 2>"$work/error")
}

operation() { sed -n "${1}p" "$work/plan" | cut -d' ' -f2; }
sum() { sha256sum <"$1" | cut -d' ' -f1; }

trials=0 failures=0
fail() { failures=$((failures + 1)); echo "FAILED $command $mode $at ($(operation "$at")): $1; $(head -c 300 "$work/error" | tr '\n' ' ')"; }

try() {
    fresh
    run_with "$at" "$mode"
    local code=$?
    trials=$((trials + 1))
    case $code in 0 | 2 | 3) ;; *) fail "exit code $code"; return ;; esac
    [ "$code" -ne 0 ] && [ "$(grep -vc '^warning: ' "$work/error")" -ne 1 ] && { fail "exit code $code without its line"; return; }
    # a removal that fails leaves a file more; whatever else fails is no success
    [ "$code" -eq 0 ] && [ "$mode" = eio ] && [ "$(operation "$at")" != unlink ] && { fail "exit code 0"; return; }
    cmp -s "$work/iris.csv" "$work/in/iris.csv" && cmp -s "$work/iris.safetensors" "$work/in/iris.safetensors" || { fail "an input is another"; return; }
    for output in "${outputs[@]}"; do
        local is
        [ -e "$work/in/$output" ] || { [ -e "$work/old.$output" ] && fail "$output is gone"; continue; }
        is=$(sum "$work/in/$output")
        # a rename that is lost was reported as done: then the old file is right
        [ "$is" = "$(sum "$work/new.$output")" ] && continue
        { [ "$code" -ne 0 ] || [ "$mode" = lost ]; } && [ -e "$work/old.$output" ] && [ "$is" = "$(sum "$work/old.$output")" ] && continue
        fail "exit code $code, and $output is neither the old file nor the new one"
    done
}

for command in $commands; do
    set_command "$command"
    rm -f "$work"/old.* "$work"/new.*
    fresh
    run_with 0 eio || { echo "FAILED $command: $(cat "$work/error")"; exit 1; }
    for output in "${outputs[@]}"; do
        cp "$work/in/$output" "$work/new.$output"
        # the old one differs from the new one, and is of its kind: what comes after the end of a plot or a page changes neither
        case $output in
        *.safetensors) cp "$work/iris.safetensors" "$work/old.$output" ;;
        *.csv) head -n 20 "$work/in/$output" >"$work/old.$output" ;;
        *) { cat "$work/in/$output"; echo; } >"$work/old.$output" ;;
        esac
    done
    for mode in $modes; do
        rm -f "$work/log"
        fresh
        run_with 0 "$mode"
        mv "$work/log" "$work/plan" 2>/dev/null || continue
        # only a rename can be lost, only a write be short or interrupted
        case $mode in
        lost) kind=rename ;;
        short | eintr) kind=write ;;
        *) kind= ;;
        esac
        mapfile -t chosen < <(grep -n " $kind" "$work/plan" | cut -d: -f1)
        count=${#chosen[@]} before=$failures tried=$trials
        for ((i = 0; i < (count < most ? count : most); i++)); do
            at=${chosen[count <= most ? i : i * count / most]}
            try
        done
        echo "$command $mode: $((trials - tried)) trials of $count operations, $((failures - before)) failures"
    done
done
echo "$trials trials, $failures failures"
[ "$failures" -eq 0 ]
