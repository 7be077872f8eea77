"""Finds who said what in a table of documents with Apache Spark and one `sayso quotes --stream` per task.

Usage: spark-submit quotes.py IN OUT [--sayso PATH] [--partitions N] [--with-text]

IN is a folder or file of Parquet or JSON Lines with the columns `id` (string) and `text`, and if known `title`,
`author`, `publication`, `published`, `url` and `format`. OUT is a new folder of Parquet (zstd) with one row a document:
its id, an error or null, the number of words and the attributions; with --with-text also what `sayso import` needs. A
task whose answers are not those of the documents it sent fails, and Spark runs it again.
"""

import argparse
import json
import queue
import subprocess
import threading

import pyarrow as pa
import pyarrow.json
from pyspark.sql import SparkSession

GIVEN = ["id", "text", "title", "author", "publication", "published", "url", "format"]

SPANS = "array<struct<start: bigint, end: bigint, text: string>>"
ANSWER = (
    "id string, schema int, error string, title string, words bigint, digest string, attributions array<struct<"
    "n: int, speaker: string, speaker_kind: string, kind: string, act: string, status: string, "
    f"content: {SPANS}, source: {SPANS}, cue: {SPANS}, via: string, paragraph: int, "
    "confidence: double, speaker_confidence: double, naming: string, found_by: string, text_source: string>>"
)
TEXT = (
    ", analyzer string, markdown string, speakers array<struct<name: string, kind: string, roles: array<string>, "
    "also: array<string>>>, packed string, checksum string"
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
SCHEMA = pa.schema([("id", pa.string()), ("schema", pa.int32()), ("error", pa.string()), ("title", pa.string()),
                    ("words", pa.int64()), ("digest", pa.string()), ("attributions", pa.list_(_QUOTE))])
_SPEAKER = pa.struct([("name", pa.string()), ("kind", pa.string()), ("roles", pa.list_(pa.string())),
                      ("also", pa.list_(pa.string()))])
TEXT_SCHEMA = pa.schema([*SCHEMA, ("analyzer", pa.string()), ("markdown", pa.string()), ("speakers", pa.list_(_SPEAKER)),
                         ("packed", pa.string()), ("checksum", pa.string())])


# Batches that are sent before the answers to the first of them are read: the program always has the next document.
AHEAD = 2

# Seconds between looks whether the task has stopped.
POLL = 0.2


def analysed(sayso, with_text):
    """The function that Spark calls with the batches of one task."""
    schema = TEXT_SCHEMA if with_text else SCHEMA
    command = [sayso, "quotes", "--stream", "-j", "1", *(["--with-text"] if with_text else [])]

    def run(batches):
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        sent = queue.Queue(AHEAD)
        stopped = threading.Event()
        threading.Thread(target=send, args=(process.stdin, batches, sent, stopped), daemon=True).start()
        try:
            while (batch := sent.get()) is not None:
                if isinstance(batch, Exception):
                    raise batch
                yield from answers(process.stdout, batch, schema)
            if process.wait() != 0:
                raise RuntimeError(f"{sayso} ended with {process.returncode}")
        finally:  # Also where an answer is wrong, or Spark wants no more.
            stopped.set()
            process.kill()
            process.wait()
            process.stdout.close()

    return run


def send(pipe, batches, sent, stopped):
    """Writes one line of JSON for each document; puts each batch into `sent`, and None after the last.

    Ends early once `stopped` is set.
    """
    try:
        for batch in batches:
            if not put(sent, batch.column("id"), stopped):
                break
            rows = ({name: value for name, value in row.items() if value is not None} for row in batch.to_pylist())
            pipe.writelines(json.dumps(row).encode() + b"\n" for row in rows)
            pipe.flush()
        pipe.close()
        put(sent, None, stopped)
    except BrokenPipeError:
        put(sent, None, stopped)  # The reader notices that answers are missing.
    except Exception as error:  # What Spark could not read fails the task, not this thread alone.
        put(sent, error, stopped)


def put(sent, item, stopped):
    """Puts an item into a queue that may be full; False if nobody takes items any more."""
    while not stopped.is_set():
        try:
            sent.put(item, timeout=POLL)
            return True
        except queue.Full:
            pass
    return False


def answers(pipe, ids, schema):
    """The answers to the documents with these ids, as Arrow batches."""
    lines = b"".join(pipe.readline() for _ in ids)
    if lines.count(b"\n") != len(ids):
        raise RuntimeError(f"{len(ids)} documents sent, {lines.count(chr(10).encode())} answered")
    if not lines:
        return []
    # One block for all lines: a document may be larger than the usual one.
    read = pyarrow.json.ReadOptions(use_threads=False, block_size=len(lines) + 1)
    parse = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    table = pyarrow.json.read_json(pa.BufferReader(lines), read, parse)
    if not table.column("id").combine_chunks().equals(ids):
        raise RuntimeError("the answers are not those of the documents that were sent")
    return table.to_batches()


def main():
    """Reads the arguments and runs the job."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("given")
    parser.add_argument("out")
    parser.add_argument("--sayso", default="sayso", help="the program, on every worker")
    parser.add_argument("--with-text", action="store_true", help="keep what `sayso import --stream` needs")
    parser.add_argument("--partitions", type=int, help="number of tasks; default: as the input is split")
    args = parser.parse_args()
    spark = SparkSession.builder.appName("sayso").getOrCreate()
    is_json = args.given.endswith((".json", ".jsonl", ".json.gz", ".jsonl.gz"))
    documents = spark.read.json(args.given) if is_json else spark.read.parquet(args.given)
    documents = documents.select([name for name in GIVEN if name in documents.columns])
    if args.partitions:
        documents = documents.repartition(args.partitions)
    found = documents.mapInArrow(analysed(args.sayso, args.with_text), ANSWER + TEXT if args.with_text else ANSWER)
    found.write.option("compression", "zstd").parquet(args.out)
    spark.stop()


if __name__ == "__main__":
    main()
