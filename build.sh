#!/usr/bin/env bash
# The one entry: ./build.sh [build|test|demo|bench|pack]. Needs the .NET 10 SDK and nothing else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
verb="${1:-build}"; [ $# -gt 0 ] && shift
solution=MLRegularization.sln

# Where no package source offers Microsoft.ML, everything else is built.
choose() {
  local log; log="$(dotnet restore src/Microsoft.ML.Regularization.AutoML --nologo -v quiet 2>&1)" && return
  if ! grep -qE "NU110[123].*Microsoft\.ML" <<< "$log"; then echo "$log" >&2; exit 1; fi
  echo "No package source here offers Microsoft.ML: building MLRegularization.Engine.slnf, without the ML.NET trainers and their tests."
  solution=MLRegularization.Engine.slnf
  export WithoutMLNet=true
}

build() { choose; dotnet build "$solution" -c Release --nologo -v quiet -clp:NoSummary "$@"; }

case "$verb" in
  build) build "$@" ;;
  test)
    build
    passed=0; failed=0; skipped=0; status=0
    for project in test/*.Tests/*.csproj; do
      if [ -n "${WithoutMLNet:-}" ] && [[ "$project" == test/Microsoft.ML.* ]]; then continue; fi
      log="$(mktemp)"
      dotnet test --project "$project" -c Release --no-build "$@" 2>&1 | tee "$log" || status=1
      count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | tail -n 1; }
      p="$(count succeeded)"; f="$(count failed)"; s="$(count skipped)"
      [ -n "$p" ] || { status=1; f=1; }
      passed=$((passed + ${p:-0})); failed=$((failed + ${f:-0})); skipped=$((skipped + ${s:-0}))
      rm -f "$log"
    done
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] || status=1
    exit "$status" ;;
  demo)
    build
    mkdir -p demo
    dotnet run --project src/MLRegularization.Cli -c Release --no-build -- \
      fit data/diabetes.csv --label progression --report demo/report.html --model-out demo/diabetes.mlreg "$@" ;;
  bench)
    dotnet build test/Benchmarks -c Release --nologo -v quiet -clp:NoSummary
    dotnet run --project test/Benchmarks -c Release --no-build -- "$@" ;;
  pack)
    choose
    rm -rf artifacts/packages artifacts/consumer/packages/mlregularization* artifacts/consumer/tool
    dotnet pack "$solution" -c Release --nologo -v quiet -clp:NoSummary -o artifacts/packages -p:ContinuousIntegrationBuild=true "$@"
    ls artifacts/packages
    # What was packed is then used as its users will use it.
    dotnet tool install MLRegularization.Cli --prerelease --tool-path artifacts/consumer/tool --source artifacts/packages -v quiet > /dev/null
    artifacts/consumer/tool/mlreg fit data/diabetes.csv --label progression --quiet > /dev/null
    echo "mlreg installs as a tool and fits."
    [ -n "${WithoutMLNet:-}" ] || dotnet run --project test/PackageConsumer -c Release -v quiet "$@" ;;
  *) echo "build.sh: unknown verb '$verb'; use build, test, demo, bench or pack." >&2; exit 1 ;;
esac
