"""Finds who said what in a table of documents with Apache Spark and one `sayso quotes --stream` per task.

Usage: spark-submit quotes.py IN OUT [--sayso PATH] [--partitions N]

IN is a folder or file of Parquet or JSON Lines with the columns `id` (string) and `text`, and if known `title`,
`author`, `publication`, `published`, `url` and `format`. OUT is a new folder of Parquet (zstd) with one row a document:
its id, an error or null, the number of words and the attributions. A task whose answers are not those of the documents
it sent fails, and Spark runs it again.
"""

import argparse
import json
import subprocess
import threading

import pyarrow as pa
from pyspark.sql import SparkSession

GIVEN = ["id", "text", "title", "author", "publication", "published", "url", "format"]

SPANS = "array<struct<start: bigint, end: bigint, text: string>>"
ANSWER = (
    "id string, error string, title string, words bigint, digest string, attributions array<struct<"
    "n: int, speaker: string, speaker_kind: string, kind: string, act: string, status: string, "
    f"content: {SPANS}, source: {SPANS}, cue: {SPANS}, via: string, paragraph: int, "
    "confidence: double, speaker_confidence: double, naming: string, found_by: string, text_source: string>>"
)

_SPANS = pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64()), ("text", pa.string())]))
_STRINGS = {name: pa.string() for name in ("speaker", "speaker_kind", "kind", "act", "status", "via", "naming",
                                           "found_by", "text_source")}
_QUOTE = pa.struct([
    ("n", pa.int32()),
    *[(name, _STRINGS[name]) for name in ("speaker", "speaker_kind", "kind", "act", "status")],
    ("content", _SPANS), ("source", _SPANS), ("cue", _SPANS),
    ("via", pa.string()), ("paragraph", pa.int32()),
    ("confidence", pa.float64()), ("speaker_confidence", pa.float64()),
    *[(name, _STRINGS[name]) for name in ("naming", "found_by", "text_source")],
])
SCHEMA = pa.schema([("id", pa.string()), ("error", pa.string()), ("title", pa.string()), ("words", pa.int64()),
                    ("digest", pa.string()), ("attributions", pa.list_(_QUOTE))])


def analysed(sayso):
    """The function that Spark calls with the batches of one task."""

    def run(batches):
        process = subprocess.Popen([sayso, "quotes", "--stream"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for batch in batches:
            yield answers(process, batch)
        process.stdin.close()
        if process.wait() != 0:
            raise RuntimeError(f"{sayso} ended with {process.returncode}")

    return run


def answers(process, batch):
    """The answers to the documents of a batch."""
    rows = batch.to_pylist()
    # The pipes hold less than a batch: one thread writes while this one reads.
    writer = threading.Thread(target=send, args=(process.stdin, rows))
    writer.start()
    out = [json.loads(line) for line in (process.stdout.readline() for _ in rows) if line]
    writer.join()
    if [row["id"] for row in rows] != [answer["id"] for answer in out]:
        raise RuntimeError(f"{len(rows)} documents sent, {len(out)} answered")
    return pa.RecordBatch.from_pylist([{name: answer.get(name) for name in SCHEMA.names} for answer in out], SCHEMA)


def send(pipe, rows):
    """Writes one line of JSON for each row."""
    try:
        for row in rows:
            known = {name: value for name, value in row.items() if value is not None}
            pipe.write(json.dumps(known).encode() + b"\n")
        pipe.flush()
    except BrokenPipeError:
        pass  # The reader notices that answers are missing.


def main():
    """Reads the arguments and runs the job."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("given")
    parser.add_argument("out")
    parser.add_argument("--sayso", default="sayso", help="the program, on every worker")
    parser.add_argument("--partitions", type=int, help="number of tasks; default: as the input is split")
    args = parser.parse_args()
    spark = SparkSession.builder.appName("sayso").getOrCreate()
    is_json = args.given.endswith((".json", ".jsonl", ".json.gz", ".jsonl.gz"))
    documents = spark.read.json(args.given) if is_json else spark.read.parquet(args.given)
    documents = documents.select([name for name in GIVEN if name in documents.columns])
    if args.partitions:
        documents = documents.repartition(args.partitions)
    found = documents.mapInArrow(analysed(args.sayso), ANSWER)
    found.write.option("compression", "zstd").parquet(args.out)
    spark.stop()


if __name__ == "__main__":
    main()
