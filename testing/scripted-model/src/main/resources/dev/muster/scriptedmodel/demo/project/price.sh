#!/bin/sh
# Prints the price of a number of pieces, in cents.
# usage: price.sh QUANTITY UNIT_PRICE

quantity=$1
unit_price=$2

total=$((quantity * unit_price))

# 10 % off from 10 pieces on.
if [ "$quantity" -gt 10 ]; then
  total=$((total * 90 / 100))
fi

echo "$total"
