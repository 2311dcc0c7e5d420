#!/usr/bin/env bash
# The story of ./run demo, from a folder where everything is built.
set -eu
build=$1
shift
exec "$build/tests/story/demo" "$build" broker/schemes "$@"
