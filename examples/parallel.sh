#!/bin/sh
# Quotes of documents in JSON Lines with GNU parallel: parallel.sh < documents.jsonl > quotes.jsonl
# The answers are in the order of the documents.
exec parallel --pipe --keep-order --block 10M sayso quotes --stream
