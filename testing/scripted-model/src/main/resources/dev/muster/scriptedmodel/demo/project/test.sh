#!/bin/sh
# Runs the tests: prints one line for each, and fails when one of them does.

cd "$(dirname "$0")" || exit 2
failed=0

check() {
  actual=$(./price.sh "$2" "$3")
  if [ "$actual" = "$4" ]; then
    echo "ok    $1"
  else
    echo "FAIL  $1: $2 pieces at $3 cents should cost $4, got $actual"
    failed=$((failed + 1))
  fi
}

check "one piece costs its price" 1 250 250
check "nine pieces have no discount" 9 250 2250
check "ten pieces have the discount" 10 250 2250
check "eleven pieces have the discount" 11 200 1980

if [ "$failed" -gt 0 ]; then
  echo "$failed of 4 tests failed"
  exit 1
fi
echo "all 4 tests passed"
