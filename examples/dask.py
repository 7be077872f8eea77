"""The same as spark/quotes.py with Dask: python dask.py 'documents-*.jsonl' quotes/"""

import subprocess
import sys

import dask.bag


def quotes(lines):
    """The answers to one file of documents."""
    run = subprocess.run(["sayso", "quotes", "--stream"], input="".join(lines), capture_output=True, text=True, check=True)
    answers = run.stdout.splitlines()
    assert len(answers) == len(lines)
    return answers


dask.bag.read_text(sys.argv[1]).map_partitions(quotes).to_textfiles(sys.argv[2] + "/*.jsonl")
