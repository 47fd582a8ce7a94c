@echo off
rem The one entry on Windows: build.cmd [build^|test^|demo^|bench^|pack]. Needs the .NET 10 SDK and nothing else.
setlocal EnableExtensions EnableDelayedExpansion
cd /d "%~dp0"
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
set "solution=MLRegularization.sln"
set "verb=%~1"
if "%verb%"=="" set "verb=build"

rem All words after the verb are handed on.
set "rest="
:words
shift
if "%~1"=="" goto ready
set rest=!rest! %1
goto words
:ready

if /i "%verb%"=="build" goto verb_build
if /i "%verb%"=="test" goto verb_test
if /i "%verb%"=="demo" goto verb_demo
if /i "%verb%"=="bench" goto verb_bench
if /i "%verb%"=="pack" goto verb_pack
echo build.cmd: unknown verb '%verb%'; use build, test, demo, bench or pack. 1>&2
exit /b 1

:verb_build
call :build %rest%
exit /b %errorlevel%

:verb_test
call :build || exit /b 1
set passed=0
set failed=0
set skipped=0
set status=0
for /d %%D in (test\MLRegularization*.Tests) do for %%P in ("%%D\*.csproj") do call :test_one "%%P"
if not defined WithoutMLNet for /d %%D in (test\Microsoft.ML*.Tests) do for %%P in ("%%D\*.csproj") do call :test_one "%%P"
echo %passed% passed, %failed% failed, %skipped% skipped
if not "%failed%"=="0" set status=1
exit /b %status%

:verb_demo
call :build || exit /b 1
if not exist demo mkdir demo
dotnet run --project src\MLRegularization.Cli -c Release --no-build -- fit data\diabetes.csv --label progression --report demo\report.html --model-out demo\diabetes.mlreg %rest% || exit /b 1
echo The report is demo\report.html: open it in a browser.
exit /b 0

:verb_bench
dotnet build test\Benchmarks -c Release --nologo -v quiet -clp:NoSummary || exit /b 1
dotnet run --project test\Benchmarks -c Release --no-build -- %rest%
exit /b %errorlevel%

:verb_pack
call :choose || exit /b 1
if exist artifacts\packages rmdir /s /q artifacts\packages
if exist artifacts\consumer\tool rmdir /s /q artifacts\consumer\tool
for /d %%D in (artifacts\consumer\packages\mlregularization*) do rmdir /s /q "%%D"
dotnet pack %solution% -c Release --nologo -v quiet -clp:NoSummary -o artifacts\packages -p:ContinuousIntegrationBuild=true %rest% || exit /b 1
dir /b artifacts\packages
rem What was packed is then used as its users will use it.
dotnet tool install MLRegularization.Cli --prerelease --tool-path artifacts\consumer\tool --source artifacts\packages -v quiet > nul || exit /b 1
artifacts\consumer\tool\mlreg fit data\diabetes.csv --label progression --quiet > nul || exit /b 1
echo mlreg installs as a tool and fits.
if not defined WithoutMLNet dotnet run --project test\PackageConsumer -c Release -v quiet %rest%
exit /b %errorlevel%

:build
call :choose || exit /b 1
dotnet build %solution% -c Release --nologo -v quiet -clp:NoSummary %*
exit /b %errorlevel%

rem Where no package source offers Microsoft.ML, everything else is built.
:choose
set "log=%TEMP%\mlreg-restore-%RANDOM%%RANDOM%.log"
dotnet restore src\Microsoft.ML.Regularization.AutoML --nologo -v quiet > "%log%" 2>&1 && del "%log%" && exit /b 0
findstr /r /c:"NU110[123].*Microsoft\.ML" "%log%" >nul || (type "%log%" 1>&2 & del "%log%" & exit /b 1)
del "%log%"
echo No package source here offers Microsoft.ML: building MLRegularization.Engine.slnf, without the ML.NET trainers and their tests.
set "solution=MLRegularization.Engine.slnf"
set "WithoutMLNet=true"
exit /b 0

rem Runs one test project, shows what it says and adds up its counts.
:test_one
set "log=%TEMP%\mlreg-test-%RANDOM%%RANDOM%.log"
dotnet test --project %1 -c Release --no-build %rest% > "%log%" 2>&1 || set status=1
type "%log%"
set "p="
set "f="
set "s="
for /f "tokens=1,2 delims=: " %%A in ('findstr /r /c:"^ *succeeded: *[0-9]" /c:"^ *failed: *[0-9]" /c:"^ *skipped: *[0-9]" "%log%"') do (
  if "%%A"=="succeeded" set "p=%%B"
  if "%%A"=="failed" set "f=%%B"
  if "%%A"=="skipped" set "s=%%B"
)
if not defined p (
  set status=1
  set f=1
)
if not defined p set p=0
if not defined f set f=0
if not defined s set s=0
set /a passed+=p, failed+=f, skipped+=s >nul
del "%log%"
exit /b 0
