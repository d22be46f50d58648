@echo off
rem Starts DeepHash on Windows: the twin of the shell script `deephash` beside it.
setlocal EnableExtensions
set "root=%~dp0"
set "root=%root:~0,-1%"
set "home=%root%\.deephash"

if defined DEEPHASH_JDK if exist "%DEEPHASH_JDK%\bin\javac.exe" set "JAVA_HOME=%DEEPHASH_JDK%"
if defined JAVA_HOME (
  set "java=%JAVA_HOME%\bin\java.exe"
) else (
  set "java="
  for %%J in (java.exe) do set "java=%%~$PATH:J"
)
if not exist "%java%" (
  echo DeepHash needs a JDK, 17 or newer. JAVA_HOME is "%JAVA_HOME%", and there is no java.exe in its bin folder or on the PATH. 1>&2
  echo Install one ^(winget install EclipseAdoptium.Temurin.17.JDK^), or set JAVA_HOME to one. 1>&2
  exit /b 1
)
for %%J in ("%java%") do set "bin=%%~dpJ"
for %%J in ("%bin%..") do set "jdk=%%~fJ"
rem What the JDK says of itself costs no start of it.
set "version="
if exist "%jdk%\release" for /f "usebackq tokens=1,2 delims==" %%K in ("%jdk%\release") do if "%%K"=="JAVA_VERSION" set "version=%%~L"
if not defined version for /f "tokens=2,3" %%K in ('""%java%" -version 2>&1"') do if "%%K"=="version" set "version=%%~L"
set "feature=0"
for /f "delims=.-+" %%F in ("%version%") do set "feature=%%F"
if %feature% LSS 17 (
  echo DeepHash needs a JDK, 17 or newer. "%java%" is version %version%. 1>&2
  echo Install one ^(winget install EclipseAdoptium.Temurin.17.JDK^), or set JAVA_HOME to one. 1>&2
  exit /b 1
)
if not exist "%bin%javac.exe" (
  echo DeepHash needs a full JDK ^(its cells are compiled as you type^). "%java%" is a runtime without javac. 1>&2
  exit /b 1
)

call :stale
if defined stale (
  call :build
  if errorlevel 1 exit /b 1
)
set /p build=<"%home%\current"
set "app=%home%\%build%"
rem The archive of loaded classes among the arguments fits one JDK: the build's own is the one that made it.
if exist "%app%\args-%version%" if not exist "%app%\jdk-%version%" call :made
set "made="
if exist "%app%\args-%version%" set /p made=<"%app%\jdk-%version%"
if not "%made%"=="%jdk%" (
  call :prepare
  if errorlevel 1 exit /b 1
)

rem A notebook or script is run in its own folder, as Jupyter does; paths given here stay relative to this one.
set "cwd=%CD%"
rem The backslash of a drive's root would take the quotation mark with it.
if "%cwd:~-1%"=="\" set "cwd=%cwd%."
if /i "%~1"=="run" if exist "%~2" cd /d "%~dp2"
if /i "%~1"=="repl" if exist "%~2" cd /d "%~dp2"
if "%~1 %~2"=="kernel start" if not "%~3"=="" goto kernel
"%java%" "@%app%\args-%version%" "-Ddeephash.cwd=%cwd%" %DEEPHASH_JAVA_OPTIONS% deephash.kernel.Main %*
exit /b %ERRORLEVEL%

rem Jupyter starts kernels, and waits for them: straight, without looking at a command line.
:kernel
"%java%" "@%app%\args-%version%" "-Ddeephash.cwd=%cwd%" %DEEPHASH_JAVA_OPTIONS% deephash.kernel.protocol.KernelMain "%~3"
exit /b %ERRORLEVEL%

rem Sets `stale` if there is no build or its sources are newer.
:stale
set "stale=yes"
if not exist "%home%\current" exit /b 0
powershell -NoProfile -Command "$t=(Get-Item -LiteralPath (Join-Path $env:home 'current')).LastWriteTime; $n='pom.xml','lib\pom.xml','lib\src\main','kernel\pom.xml','kernel\src\main' | ForEach-Object { Get-ChildItem -Recurse -LiteralPath (Join-Path $env:root $_) } | Where-Object LastWriteTime -gt $t; $list=Join-Path (Join-Path $env:home (Get-Content -LiteralPath (Join-Path $env:home 'current'))) 'classpath'; $gone=-not (Test-Path -LiteralPath $list) -or (Get-Content -Encoding UTF8 -LiteralPath $list | Where-Object { -not (Test-Path -LiteralPath $_) }); if ($n -or $gone) { exit 1 }" && set "stale="
exit /b 0

:build
where mvn >nul 2>nul
if errorlevel 1 (
  echo DeepHash builds itself on first use and needs Maven, 3.8 or newer. There is no mvn on the PATH. 1>&2
  echo Install it from https://maven.apache.org/download and put its bin folder on the PATH. 1>&2
  exit /b 1
)
if not exist "%home%" mkdir "%home%"
:wait
mkdir "%home%\lock" 2>nul && goto locked
echo Waiting for another build of DeepHash; if there is none, remove %home%\lock ... 1>&2
timeout /t 2 /nobreak >nul 2>nul
goto wait
:locked
echo Building DeepHash ^(first time: about a minute^) ... 1>&2
type nul > "%home%\started"
set "JAVA_HOME=%jdk%"
pushd "%root%"
call mvn -q -B -DskipTests -Dspotless.check.skip=true "-P!static-checks" -pl lib,kernel -am package > "%home%\build.log" 2>&1
set "failed=%ERRORLEVEL%"
popd
rmdir /s /q "%home%\lock"
if not "%failed%"=="0" (
  type "%home%\build.log" 1>&2
  echo DeepHash could not be built. All of Maven's output: %home%\build.log 1>&2
  exit /b 1
)
"%java%" -cp "%root%\kernel\target\classes;%root%\lib\target\classes" deephash.kernel.install.App "%root%" "%home%\started"
exit /b %ERRORLEVEL%

rem A JDK that this build has not been started with yet, or another than it was.
:prepare
set /p jar=<"%app%\classpath"
"%java%" -cp "%jar%" deephash.kernel.install.App "%root%" "%app%"
if errorlevel 1 exit /b 1
:made
>"%app%\jdk-%version%" echo %jdk%
exit /b 0
