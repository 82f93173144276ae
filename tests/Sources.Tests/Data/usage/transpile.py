"""Reads a text in Trino's dialect from stdin and writes it in DuckDB's to stdout; fails where Trino's grammar does not take it."""
import sys

import sqlglot

trees = sqlglot.parse(sys.stdin.read(), read="trino", error_level=sqlglot.ErrorLevel.RAISE)
assert len(trees) == 1
sys.stdout.write(trees[0].sql(dialect="duckdb", unsupported_level=sqlglot.ErrorLevel.RAISE))
