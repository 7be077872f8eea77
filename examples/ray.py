"""The same as spark/quotes.py with Ray Data: python ray.py documents.parquet quotes.parquet"""

import json
import subprocess
import sys

import ray


class Quotes:
    """One `sayso quotes --stream` per actor."""

    def __init__(self):
        self.process = subprocess.Popen(["sayso", "quotes", "--stream"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __call__(self, row):
        self.process.stdin.write(json.dumps(row).encode() + b"\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer["id"] == row["id"]
        return answer


ray.data.read_parquet(sys.argv[1]).map(Quotes, concurrency=int(ray.cluster_resources()["CPU"])).write_parquet(sys.argv[2])
