@echo off
rem Runs the Maven release that this project is built with, fetching it once into %USERPROFILE%\.m2\wrapper.
rem MVNW_REPOURL may name a Maven repository of yours to fetch it from.
setlocal EnableDelayedExpansion
set "BASE=%~dp0"
for /f "usebackq tokens=1,* delims==" %%a in ("%BASE%.mvn\wrapper\maven-wrapper.properties") do set "%%a=%%b"
set "DISTS=%USERPROFILE%\.m2\wrapper\dists\korean-mrc"
set "MAVEN_DIR=%DISTS%\apache-maven-%mavenVersion%"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if not exist "%MAVEN_DIR%\bin\mvn.cmd" (
  if not exist "%DISTS%" mkdir "%DISTS%"
  if defined MVNW_REPOURL set "distributionUrl=%MVNW_REPOURL%/org/apache/maven/apache-maven/%mavenVersion%/apache-maven-%mavenVersion%-bin.zip"
  "!JAVA!" "%BASE%.mvn\wrapper\Fetch.java" "!distributionUrl!" "%DISTS%\maven.zip" || exit /b 1
  "!JAVA!" "%BASE%.mvn\wrapper\Unpack.java" "%DISTS%\maven.zip" "!distributionSha512Sum!" "%DISTS%" || exit /b 1
  del "%DISTS%\maven.zip"
)
call "%MAVEN_DIR%\bin\mvn.cmd" %*
