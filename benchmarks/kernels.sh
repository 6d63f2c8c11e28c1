#!/usr/bin/env bash
# What the JIT makes of the hot methods: bytes of code, vectors that go through memory (spills) and calls, a line for each method that runs
# in one epoch of the four networks. The same on every run, whatever else the machine does, so that a regression shows as a difference:
#   ./benchmarks/kernels.sh > before.txt; …; ./benchmarks/kernels.sh | diff before.txt -
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
program="$repository/benchmarks/Myelin.Benchmarks"
listing=$(mktemp)
trap 'rm -f "$listing"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet build "$program" -c Release -v quiet >&2
DOTNET_JitStdOutFile="$listing" DOTNET_JitDisasm="TwoPanels OnePanel Product Gradient Transpose Descend Map ScaleBySlope Sum Gather Scatter" \
    "$program/bin/Release/net10.0/Myelin.Benchmarks" once >&2

echo "bytes spills calls method"
awk '
    /^; Assembly listing for method/ {
        method = $0
        sub(/^; Assembly listing for method Myelin\.(Kernels|Engine)\./, "", method)
        optimized = method ~ /\(FullOpts\)$/
        sub(/\(.*/, "", method)
        gsub(/Myelin\.[A-Za-z]*\./, "", method)
        spills = calls = 0
    }
    /[xyz]mmword ptr \[r(sp|bp)[-+\]]/ && !/\[rbp\+0x[0-9A-F]*\]/ { spills++ }
    /^ *call / { calls++ }
    /^; Total bytes of code/ && optimized && !seen[method]++ { printf "%5d %6d %5d %s\n", $6, spills, calls, method }
' "$listing" | LC_ALL=C sort -k4
