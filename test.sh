#!/usr/bin/env bash
# Builds everything in Release with warnings as errors, checks the formatting, and runs every test; the core's tests run once
# more with each narrower instruction set. The last line is "N passed, M failed" (and ", K skipped" where there are any).
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
unset DOTNET_EnableAVX512 DOTNET_EnableAVX2 DOTNET_EnableHWIntrinsic

passed=0 failed=0 skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# A count that a test program did not print is a program that did not finish.
count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | tail -n 1; }

finish() {
    local line="$passed passed, $failed failed"
    [ "$skipped" -gt 0 ] && line+=", $skipped skipped"
    echo "$line"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
    exit $?
}

step() {
    echo "== $1"
    shift
    "$@" && return
    echo "failed: $*"
    failed=$((failed + 1))
    return 1
}

run() { # name, program, arguments …
    echo "== $1"
    shift
    "$@" --no-ansi --progress off >"$log" 2>&1
    local exit_code=$? ok bad left
    ok=$(count succeeded) bad=$(count failed) left=$(count skipped)
    if [ -z "$ok" ] || [ -z "$bad" ] || { [ "$exit_code" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
        bad=$((${bad:-0} + 1))
    fi
    [ "$bad" -eq 0 ] && tail -n 7 "$log" || cat "$log"
    passed=$((passed + ${ok:-0})) failed=$((failed + bad)) skipped=$((skipped + ${left:-0}))
}

step "build (Release, warnings are errors)" dotnet build Myelin.slnx -c Release -v quiet -warnaserror || finish
step "formatting" dotnet format Myelin.slnx --verify-no-changes --no-restore

for project in tests/*.Tests; do
    name=$(basename "$project")
    run "$name" "$project/bin/Release/net10.0/$name"
done

core=tests/Myelin.Tests/bin/Release/net10.0/Myelin.Tests
# the tests of the engine run every lane and, in child processes, every instruction set by themselves
for variable in DOTNET_EnableAVX512 DOTNET_EnableAVX2 DOTNET_EnableHWIntrinsic; do
    run "Myelin.Tests with $variable=0" env "$variable=0" "$core" --filter-not-namespace Myelin.Tests.Architecture Myelin.Tests.Documents Myelin.Tests.Engine
done
finish
