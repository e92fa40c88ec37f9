import sys

import pytest
from pyarrow import parquet as reading

from services.console.exporting import parquet
from services.console.refusal import Refusal
from services.store.protocol import Deleted, Stored
from services.store.record import record


def test_a_file_has_a_row_a_record_with_all_of_its_fields(full, tmp_path):
    file = tmp_path / "records.parquet"
    parquet.write([full, Deleted("b", 8)], file)
    stored, deleted = reading.read_table(file).to_pylist()
    expected = record(full.article) | {"story": 5, "cursor": 7, "deleted": False}
    expected["dates"][0]["anchor"] = "3"
    assert stored == expected
    assert {name: value for name, value in deleted.items() if value is not None} == {
        **{"id": "b", "deleted": True, "cursor": 8}
    }


def test_nothing_stored_is_a_file_without_rows(tmp_path):
    parquet.write([], tmp_path / "records.parquet")
    assert reading.read_table(tmp_path / "records.parquet").num_rows == 0


def test_many_records_are_written_a_group_at_a_time(article, tmp_path):
    parquet.write((Stored(article(), n) for n in range(2_500)), tmp_path / "records.parquet")
    file = reading.ParquetFile(tmp_path / "records.parquet")
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [1_000, 1_000, 500]


def test_long_texts_make_smaller_groups(article, tmp_path):
    parquet.write((Stored(article("x" * 9_000_000), n) for n in range(3)), tmp_path / "records.parquet")
    assert reading.ParquetFile(tmp_path / "records.parquet").num_row_groups == 2


def test_what_fails_half_way_leaves_the_file_as_it_was(full, tmp_path):
    file = tmp_path / "records.parquet"
    file.write_text("mine")

    def broken():
        yield full
        raise Refusal("away")

    with pytest.raises(Refusal, match="away"):
        parquet.write(broken(), file)
    assert [each.read_text() for each in tmp_path.iterdir()] == ["mine"]


def test_without_pyarrow_one_line_says_what_to_install(full, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(Refusal, match=r"pip install 'dateline\[parquet\]'"):
        parquet.write([full], tmp_path / "records.parquet")
    assert list(tmp_path.iterdir()) == []
