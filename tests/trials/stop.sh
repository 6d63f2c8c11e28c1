#!/usr/bin/env bash
# Asks each command to terminate (SIGTERM) at random moments, and looks at how long it takes to end, with what, and what it leaves.
#
#   tests/trials/stop.sh [MOMENTS] [NAME …]
#
# MOMENTS for each case (default: 50); NAMEs choose cases. MYELIN is the program (default: that of this repository, built in Release), LIMIT
# the milliseconds that it may take from the signal to its end (default: 2000), SEED decides the moments. Ends with 1 where one took longer,
# ended with a code that no page of the manual has, left a file that is not whole, or ended with another code than 0 though the model is saved,
# or with 0 though it is not.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
moments=${1:-50}
[ $# -gt 0 ] && shift
chosen=" $* "
myelin=${MYELIN:-$root/src/Myelin.Cli/bin/Release/net10.0/Myelin.Cli}
limit=${LIMIT:-2000}
RANDOM=${SEED:-1}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# many classes, many rows, and a model of each
table() { awk -v rows="$1" -v classes="$2" -v seed="$3" 'BEGIN { srand(seed); print "a,b,c,d,e,y"
    for (n = 0; n < rows; n++) { k = n % classes; printf "%.4f,%.4f,%.4f,%.4f,%d,c%d\n", k % 17 + rand(), k % 31 + rand(), k % 53 + rand(), k / 10 + rand(), n % 9, k } }'; }
table 20000 1000 1 >many.csv
table 300000 3 2 >long.csv
"$myelin" train many.csv --target y --quality fast --epochs 1 --quiet --output many.safetensors || exit 1
"$myelin" train long.csv --target y --quality fast --epochs 1 --quiet --output long.safetensors || exit 1

now() { date +%s%3N; }
bad=0 code=0
fault() { bad=$((bad + 1)); echo "FAULT $name: $*"; }

# whatever carries its final name is whole, and no other file is there
remains() {
    local file
    for file in $(ls -A out); do
        case $file in
        *.safetensors) "$myelin" inspect "out/$file" --digest >/dev/null 2>&1 || fault "out/$file cannot be read" ;;
        *.csv) [ "$(wc -l <"out/$file")" -eq 300001 ] || fault "out/$file is not whole" ;;
        *.html) grep -q '</html>' "out/$file" || fault "out/$file is not whole" ;;
        *.svg) grep -q '</svg>' "out/$file" || fault "out/$file is not whole" ;;
        *.jsonl | run) ;;
        *) fault "left out/$file" ;;
        esac
    done
}

# a case: a name, the milliseconds within which the signal comes, and the command
try() {
    name=$1
    local within=$2 worst=0 sum=0 codes="" trial
    shift 2
    case $chosen in *" $name "* | "  ") ;; *) return ;; esac
    for ((trial = 0; trial < moments; trial++)); do
        rm -rf out && mkdir out
        "$myelin" "$@" >log 2>error </dev/null &
        local program=$! moment=$((RANDOM * within / 32767)) asked took
        sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
        asked=$(now)
        kill -TERM "$program" 2>/dev/null
        wait "$program" 2>/dev/null
        code=$?
        took=$(($(now) - asked))
        [ "$took" -gt "$worst" ] && worst=$took
        sum=$((sum + took))
        codes="$codes $code"
        [ "$took" -le "$limit" ] || fault "took $took ms after a signal at $moment ms"
        case $code in 0 | 130 | 143) ;; *) fault "ended with $code at $moment ms: $(tail -n 1 error)" ;; esac
        [ "$code" -eq 0 ] || [ ! -e out/m.safetensors ] || fault "ended with $code at $moment ms though the model is saved: $(tail -n 1 error)"
        case " $* " in *" --output out/m.safetensors "*) [ "$code" -ne 0 ] || [ -e out/m.safetensors ] || fault "ended with 0 at $moment ms without a model" ;; esac
        [ "$(grep -vc '^warning: ' error)" -le 1 ] || fault "said more than a line at $moment ms: $(grep -v '^warning: ' error | sed -n 2p)"
        remains
    done
    printf '%-16s at most %5d ms, %5d in the mean; ended with %s\n' "$name" "$worst" $((sum / moments)) \
        "$(echo "$codes" | tr ' ' '\n' | grep . | sort | uniq -c | awk '{ printf "%s%s (%d)", sep, $2, $1; sep = ", " }')"
}

wide="SELECT repeat('x', 900000) || range AS t, range % 3 AS y FROM range(1000000)"
rows="SELECT a.range % 1000 / 7.0 AS a, 1.5 AS b, 2.5 AS c, 3.5 AS d, a.range % 9 AS e, 'c' || a.range % 3 AS y FROM range(3000000000) AS a"
try train            12000 train long.csv --target y --output out/m.safetensors
try train-fast       6000 train long.csv --target y --quality fast --epochs 3 --output out/m.safetensors --plot out/p.svg
try train-many       12000 train many.csv --target y --quality fast --epochs 2 --output out/m.safetensors --plot out/p.svg
try train-cv         12000 train long.csv --target y --cv 3 --quality fast --epochs 2 --output out/m.safetensors
try train-checkpoint 8000 train long.csv --target y --quality fast --checkpoint out/run --output out/m.safetensors
try train-stream     8000 train long.csv --target y --stream --epochs 3 --output out/m.safetensors
try train-limit      6000 train long.csv --target y --time-limit 5 --output out/m.safetensors
try train-sql        5000 train --sql "$rows" --target y --output out/m.safetensors
try train-large      5000 train --sql "$wide" --target y --output out/m.safetensors
try predict          3000 predict long.safetensors long.csv --output out/p.csv
try predict-many     5000 predict many.safetensors long.csv --output out/p.csv
try predict-sql      5000 predict long.safetensors --sql "$rows" --output out/p.csv
try evaluate         4000 evaluate long.safetensors long.csv
try evaluate-many    5000 evaluate many.safetensors many.csv --plot out/p.svg
try evaluate-stream  4000 evaluate long.safetensors long.csv --stream
try evaluate-cv      9000 evaluate long.safetensors long.csv --cv 3
try report           8000 report long.safetensors long.csv --output out/r.html
try report-many      9000 report many.safetensors many.csv --output out/r.html
try tune             12000 tune long.csv --target y --trials 3 --output out/m.safetensors --journal out/j.jsonl
try inspect          800 inspect many.safetensors
try trace            2500 trace --model long.safetensors long.csv --row 5
try trace-steps      2500 trace --steps 1000000
try check            2500 check --inputs 200 --layers 200:gelu,100,3 --loss softmax-cross-entropy --rows 200
echo "$moments moments each, $bad faults"
[ "$bad" -eq 0 ]
