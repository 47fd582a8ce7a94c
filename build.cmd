@echo off
rem The one entry on Windows: build.cmd [build^|test^|demo^|bench^|pack]
