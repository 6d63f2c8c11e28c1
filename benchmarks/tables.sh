#!/usr/bin/env bash
# Compares the quality of Myelin's defaults on tables with scikit-learn's: ./benchmarks/tables.sh [DATA] [--only adult,wine] [--seeds 3]
# [--quality fast|default|best] [--recipe NAME] [--set KEY=VALUE,…] [--rivals run|recorded]. DATA is ../shared/data, whose files' names and
# targets are in Myelin.Tables/sets.json. Writes results/<processor>/tables*.md where all sets are run.
set -uo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# shellcheck source=benchmarks/openblas.sh
source "$repository/benchmarks/openblas.sh"
dotnet build "$repository/benchmarks/Myelin.Tables" -c Release -v quiet || exit 1
data=("$repository/../shared/data")
[ $# -gt 0 ] && [ "${1#--}" = "$1" ] && { data=("$1"); shift; }
exec "$repository/benchmarks/Myelin.Tables/bin/Release/net10.0/Myelin.Tables" "${data[@]}" --repository "$repository" "$@"
