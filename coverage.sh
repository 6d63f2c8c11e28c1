#!/usr/bin/env bash
# Line coverage of the core by its own tests: the union of the runs that test.sh makes, one for each instruction set, because a machine
# runs one width of vectors and the tests run all. Takes about ten minutes. With --lines it names the lines that no test runs.
# The last line is the figure; the exit code is 1 if it is below 95 %.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
dotnet build tests/Myelin.Tests -c Release -v quiet -warnaserror

# counting costs time and memory, which the tests of allocations and of the sources do not expect
core=tests/Myelin.Tests/bin/Release/net10.0/Myelin.Tests
for setting in DOTNET_EnableAVX512=1 DOTNET_EnableAVX512=0 DOTNET_EnableAVX2=0 DOTNET_EnableHWIntrinsic=0; do
    echo "== $setting"
    env "$setting" "$core" --no-ansi --progress off --filter-not-namespace Myelin.Tests.Architecture \
        --filter-not-class Myelin.Tests.Engine.AllocationTests Myelin.Tests.Engine.WatchTests Myelin.Tests.SoakTests \
        --coverlet --coverlet-include '[Myelin]*' --coverlet-single-hit --coverlet-output-format cobertura \
        --coverlet-file-prefix "$setting" --results-directory "$results" | tail -n 7
done

find "$results" -name '*cobertura*.xml' -print0 | xargs -0 awk -v show="${1:-}" '
    /<class / { match($0, /filename="[^"]*"/); file = substr($0, RSTART + 10, RLENGTH - 11); sub(/^.*src\/Myelin\//, "", file) }
    /<line / {
        match($0, /number="[0-9]+"/); line = file ":" substr($0, RSTART + 8, RLENGTH - 9)
        match($0, /hits="[0-9]+"/); hits = substr($0, RSTART + 6, RLENGTH - 7)
        if (!(line in found)) found[line] = 0
        if (hits > 0) found[line] = 1
    }
    END {
        for (line in found) {
            split(line, part, "[/:]")
            folder = line ~ /\// ? part[1] : "."
            all++; allOf[folder]++
            if (found[line]) { run++; runOf[folder]++ } else if (show == "--lines") print line | "sort -t: -k1,1 -k2,2n"
        }
        close("sort -t: -k1,1 -k2,2n")
        for (folder in allOf) printf "%-14s %5.1f %% of %d lines\n", folder, 100 * runOf[folder] / allOf[folder], allOf[folder] | "sort"
        close("sort")
        printf "line coverage of the core: %.1f %% (%d of %d lines)\n", 100 * run / all, run, all
        exit run < 0.95 * all
    }'
