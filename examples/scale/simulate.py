"""Costs of large archives, computed and simulated from measured figures: python3 simulate.py

Prints the tables of docs/scale.md: core hours, bytes and servers for 10^6 to 10^9 articles, and how long a key and a
remembered quote take on one PostgreSQL server while 50 people read. A test checks that the page has what this program
prints. Change the figures below to those of your own machines.
"""

import heapq
import random

# Measured with generated articles of 600 words and 13 quotes; the command that repeats each figure stands behind it.
WORDS = 600
WORDS_PER_CORE_SECOND = 232_000  # sayso quotes --stream < documents.jsonl
LINE_BYTES = 8_000  # the same: bytes of output for an article of 600 words
PARQUET_BYTES = 2_000  # examples/spark/quotes.py: du -b quotes.parquet
IMPORT_SECONDS = 0.002_5  # sayso import ADDRESS --stream < quotes.jsonl: processor time of program and server for an article
SERVER_BYTES = 19_300  # select pg_database_size(current_database()) / 100000
INDEX_BYTES = 3_700  # select sum(pg_relation_size(indexrelid)) / 100000 from pg_index, of the indexes with gin

# The time of a key on one core of the server (.ci/postgres with SAYSO_TEST_POSTGRES_SCALE=100000).
COMMON_SECONDS = 0.009  # a common word: the newest year has enough rows, whatever the library has
RARE_SECONDS = 0.003  # a rare word, without the years
YEAR_SECONDS = 0.000_25  # a rare word, for each year that is asked
MATCH_SECONDS = 0.000_003  # for each row that matches and is compared, at most MATCHES a year
MATCHES = 400
RARE_SHARE = 0.6  # of the keys, those that end in a rare word
WHO_SECONDS = 0.01  # a remembered quote, without the articles
WHO_ARTICLE_SECONDS = 0.000_000_85  # a remembered quote, for each article: 32 ms with 25,600, 95 ms with 100,000
WHO_BUDGET = 1.5  # seconds after which older years are left out

# What is assumed.
YEARS = 20
READERS = 50
KEYS_A_SECOND = 0.5  # of each reader, on average: bursts of typing between long reading
CORES = 16
MEMORY = 256e9
DISK = 16e12
COLD_PAGES = 6  # pages of an index that a rare word reads in each year
PAGE_SECONDS = 0.000_1  # to read a page that is not in memory from a solid-state disk
RARE_MATCHES = 20  # rows that match a rare word in a library of 100,000 articles

KEYS = 20_000
SEED = 7
SLOW_SECONDS = 0.5  # a key at p99 that a reader no longer takes as immediate

SIZES = [10**6, 10**7, 10**8, 10**9]


def service(articles, dice):
    """Seconds of one core that a key takes, and seconds that it waits for the disk."""
    if dice.random() > RARE_SHARE:
        return COMMON_SECONDS * dice.uniform(0.5, 2), 0.0
    matches = min(RARE_MATCHES * articles / 1e5 / YEARS * dice.expovariate(1), MATCHES)
    work = RARE_SECONDS + YEARS * (YEAR_SECONDS + matches * MATCH_SECONDS)
    # The newest tenth of the library is read most and stays in memory.
    cold = max(0.0, 1 - MEMORY * 0.75 / (articles * INDEX_BYTES))
    pages = COLD_PAGES + matches  # each row that matches lies on a page of its own
    return work * dice.uniform(0.7, 1.5), YEARS * 0.9 * cold * pages * PAGE_SECONDS


def key_times(articles):
    """Seconds from key to answer, sorted: keys come at random and wait for a free core."""
    dice = random.Random(SEED)
    free = [0.0] * CORES
    now, times = 0.0, []
    for _ in range(KEYS):
        now += dice.expovariate(READERS * KEYS_A_SECOND)
        work, disk = service(articles, dice)
        start = max(now, heapq.heappop(free))
        heapq.heappush(free, start + work + disk)
        times.append(start + work + disk - now)
    return sorted(times)


def rounded(value, unit):
    """A figure with two digits and its unit."""
    for step, prefix in [(1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]:
        if unit == "B" and value >= step:
            return f"{float(f'{value / step:.2g}'):g} {prefix}{unit}"
    return f"{int(float(f'{value:.2g}')):,} {unit}".rstrip()


def costs():
    """Core hours, bytes and servers."""
    yield "| articles | analysis | import | JSON Lines | Parquet | PostgreSQL | servers |"
    yield "|---|---|---|---|---|---|---|"
    for articles in SIZES:
        analysis = articles * WORDS / WORDS_PER_CORE_SECOND / 3600
        imports = articles * IMPORT_SECONDS / 3600
        shown = [rounded(hours, "core hours") if hours >= 1 else f"{hours:.1f} core hours" for hours in (analysis, imports)]
        size = articles * SERVER_BYTES
        servers = max(1, -(-size // DISK))
        bytes_ = [rounded(articles * LINE_BYTES, "B"), rounded(articles * PARQUET_BYTES, "B"), rounded(size, "B")]
        yield f"| 10^{len(str(articles)) - 1} | {' | '.join(shown + bytes_)} | {servers:.0f} |"


def keys():
    """Times of a key and of a remembered quote, and what to do."""
    yield "| articles | index of words | a key, median | p99 | a remembered quote | search with |"
    yield "|---|---|---|---|---|---|"
    for articles in SIZES:
        times = key_times(articles)
        median, last = times[len(times) // 2], times[len(times) * 99 // 100]
        fits = articles * SERVER_BYTES <= DISK and last <= SLOW_SECONDS
        shown = " | ".join(f"{float(f'{seconds * 1000:.2g}'):,.0f} ms" for seconds in (median, last))
        index = rounded(articles * INDEX_BYTES, "B")
        who = WHO_SECONDS + articles * WHO_ARTICLE_SECONDS
        share = min(1, WHO_BUDGET / who)
        found = f"{who:.1f} s" if share == 1 else f"newest {share * 100:.2g} %"
        search = "OpenSearch" if not fits else "PostgreSQL" if share == 1 else "PostgreSQL, or OpenSearch for old quotes"
        yield f"| 10^{len(str(articles)) - 1} | {index} | {shown} | {found} | {search} |"


if __name__ == "__main__":
    print("\n".join([*costs(), "", *keys()]))
