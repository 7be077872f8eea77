"""Checks quotes.py on a cluster of a master and two workers on loopback: python check.py SAYSO

Analyses 2,000 generated documents twice, the second time with one worker and its executor killed midway, and compares
the rows. Then analyses 6,000 and prints the throughput beside that of two plain streams with one thread each on the same
documents, which the same machine runs after it. The start of a job is what 2,000 documents take longer than a third
of 6,000.
"""

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

import pyarrow.parquet
import pyspark

HERE = pathlib.Path(__file__).parent
SPARK = pathlib.Path(pyspark.__file__).parent
DOCUMENTS = 2000
MEASURED = 6000
PARAGRAPHS = 10
STORY = ("The bridge over the river was closed in the spring, and the two villages on its banks have been an hour apart since. "
         "A ferry takes the children to school and the bread to the shop.")
SPEAKERS = ["Ann Lee", "Bo Roe", "Ines Falk", "Rohan Mistry", "Helen Varga"]


def main():
    """Runs the check in a temporary folder and ends what it started."""
    sayso = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        documents = generate(work / "documents.jsonl", DOCUMENTS)
        measured = generate(work / "measured.jsonl", MEASURED)
        cluster = Cluster(work)
        try:
            small, clean = cluster.run(sayso, documents, work / "clean")
            job, rows = cluster.run(sayso, measured, work / "measured")
            _, killed = cluster.run(sayso, documents, work / "killed", kill_worker=True)
        finally:
            cluster.stop()
        plain = plain_streams(sayso, measured)
    assert len(clean) == DOCUMENTS, f"{len(clean)} of {DOCUMENTS} documents answered"
    assert all(row["error"] is None and row["attributions"] for row in clean), "a document without an answer"
    assert killed == clean, "a killed worker changed the rows"
    assert len(rows) == MEASURED, f"{len(rows)} of {MEASURED} documents answered"
    print(f"spark: {DOCUMENTS} documents complete and equal after a killed worker")
    rates = MEASURED / job, (MEASURED - DOCUMENTS) / max(job - small, 0.001), MEASURED / plain
    print("spark: {:.0f} documents a second on two workers with one core each, {:.0f} without the start of the job; {:.0f} with two "
          "plain streams of one thread".format(*rates))
    print(f"spark: {rates[0] / rates[2]:.2f} and {rates[1] / rates[2]:.2f} of the plain streams")


def generate(path, documents):
    """Writes documents of about 600 words and 20 attributions, as news articles have."""
    with open(path, "w", encoding="utf-8") as out:
        for n in range(documents):
            names = [SPEAKERS[(n + at) % len(SPEAKERS)] for at in range(PARAGRAPHS)]
            text = "\n\n".join(f"“Part {at} of report {n} is done,” said {name}. {name} added that the rest of the work "
                               f"would follow in week {at}. {STORY}" for at, name in enumerate(names))
            out.write(json.dumps({"id": f"d{n}", "text": text}) + "\n")
    return path


def plain_streams(sayso, documents):
    """Seconds that two streams without Spark take for all documents."""
    lines = documents.read_bytes().splitlines(keepends=True)
    start = time.monotonic()
    streams = [subprocess.Popen([sayso, "quotes", "--stream", "-j", "1"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
               for _ in range(2)]
    for at in range(0, len(lines), 50):
        streams[at // 50 % 2].stdin.write(b"".join(lines[at:at + 50]))
    for stream in streams:
        stream.stdin.close()
        assert stream.wait() == 0
    return time.monotonic() - start


class Cluster:
    """A standalone master and two workers of one core each."""

    def __init__(self, work):
        self.work = work
        # Shuffles and logs stay in the temporary folder.
        self.env = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(work / "local"),
                                 "SPARK_WORKER_DIR": str(work / "work"), "PYSPARK_PYTHON": sys.executable}
        self.processes = []
        log = self.start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "0",
                         "--webui-port", "0")
        self.address = wait_for(log, r"spark://127\.0\.0\.1:\d+")
        for n in range(2):
            log = self.start(f"worker{n}", "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1",
                             "--memory", "1g", "--webui-port", "0", self.address)
            wait_for(log, "Successfully registered with master")

    def start(self, name, *arguments):
        """Starts a daemon in a process group of its own; its log file."""
        log = self.work / f"{name}.log"
        with open(log, "wb") as out:
            self.processes.append(subprocess.Popen([SPARK / "bin/spark-class", *arguments], stdout=out, stderr=out,
                                                   env=self.env, start_new_session=True))
        return log

    def run(self, sayso, documents, out, kill_worker=False):
        """Seconds and the sorted rows of one job."""
        start = time.monotonic()
        job = subprocess.Popen([SPARK / "bin/spark-submit", "--master", self.address, "--executor-memory", "700m",
                                HERE / "quotes.py", documents, out, "--sayso", sayso, "--partitions", "16"],
                               env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        log = []
        for line in job.stdout:
            log.append(line)
            # A third of the tasks is done: the process group of a worker has its executors and their streams.
            if kill_worker and "Finished task 5.0" in line:
                os.killpg(self.processes[-1].pid, signal.SIGKILL)
                kill_worker = False
        assert job.wait() == 0, "".join(line for line in log if " INFO " not in line)
        assert not kill_worker, "the job ended before a worker could be killed"
        rows = pyarrow.parquet.read_table(out).to_pylist()
        return time.monotonic() - start, sorted(rows, key=lambda row: row["id"])

    def stop(self):
        """Ends every daemon with all it started."""
        for process in self.processes:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()


def wait_for(log, pattern):
    """The first match of `pattern` in a log file, within a minute."""
    for _ in range(600):
        found = re.search(pattern, log.read_text(errors="replace"))
        if found:
            return found[0]
        time.sleep(0.1)
    raise RuntimeError(f"{log.name} does not say {pattern}:\n{log.read_text(errors='replace')}")


if __name__ == "__main__":
    main()
