#!/usr/bin/env bash
# Tables that nobody should have: 100,000 columns, a cell of 10 MB, an open quote over 1,000,000 lines. Each run must end with a model or one clear
# line, in 30 seconds and under 2 GB; the figures are printed.    tests/extremes.sh [PROGRAM]
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
program=${1:-src/Myelin.Cli/bin/Release/net10.0/Myelin.Cli}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
columns() { # columns, rows
    awk -v c="$1" -v r="$2" 'BEGIN {
        srand(1)
        for (i = 1; i < c; i++) printf "x%d,", i
        print "y"
        for (n = 0; n < r; n++) { for (i = 1; i < c; i++) printf "%.3f,", rand(); print n % 2 ? "a" : "b" }
    }'
}
columns 100000 60 >"$folder/columns.csv"
columns 100001 2 >"$folder/more-columns.csv"
{ echo "x,t,y"; echo "1,a,p"; printf '2,%010000000d,q\n' 0; echo "3,c,p"; } >"$folder/cell.csv"
{ echo "x,t,y"; echo "1,a,p"; printf '2,"%010000000d",q\n' 0; echo "3,c,p"; } >"$folder/quoted-cell.csv"
{ echo "x,t,y"; echo '1,"open,a'; awk 'BEGIN { for (i = 0; i < 1000000; i++) print i ",word,b" }'; } >"$folder/quote.csv"
{ echo "x,t,y"; awk 'BEGIN { for (i = 0; i < 1000000; i++) print i ",word,b" }'; echo '1,"open,a'; } >"$folder/last-quote.csv"
failed=0
for file in columns more-columns cell quoted-cell quote last-quote; do
    # ticks of processor time are the program's own, whatever else the machine does
    output=$(/usr/bin/time -f "%e s, %U s of processor time, %M KB" "$program" train "$folder/$file.csv" -t y -q -o "$folder/$file.safetensors" 2>&1)
    figures=$(tail -n 1 <<<"$output") says=$(head -n 1 <<<"$output" | cut -c 1-160)
    echo "$file: $figures${says:+: }$([ "$says" = "$figures" ] && echo "a model" || echo "$says")"
    awk -v f="$figures" 'BEGIN { split(f, a, / s, | s of processor time, | KB/); exit !(a[2] < 60 && a[1] < 30 && a[3] < 2097152) }' || failed=1
done
exit $failed
