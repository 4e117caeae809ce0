"""The check for sentences copied from a source."""

from tools.copied import RUN, copied

_SOURCE = """The workshop employs twelve people with disabilities, who make
candles and pottery; its turnover was 1,200.50 euro in 2019. The Joint Social Cooperative of the Three Green Valleys."""


def test_a_run_is_found_across_line_breaks_case_and_punctuation_and_reported_once_in_full() -> None:
    record = {"summary": "It says: twelve People with disabilities, who make candles - and pottery, as others do."}
    run = "twelve people with disabilities who make candles and pottery"
    assert list(copied(_SOURCE, record)) == [("summary", run)]


def test_one_word_less_than_a_run_is_no_copy() -> None:
    words = _SOURCE.split()[: RUN - 1]
    assert list(copied(_SOURCE, {"summary": " ".join(words)})) == []
    assert len(list(copied(_SOURCE, {"summary": " ".join(_SOURCE.split()[:RUN])}))) == 1


def test_texts_of_items_have_their_place_and_names_may_be_exact() -> None:
    name = "The Joint Social Cooperative of the Three Green Valleys"
    record = {"organisations": [{"name": "Another"}, {"name": name, "background": f"{name}, founded in 2010"}]}
    assert [path for path, _ in copied(_SOURCE, record)] == ["organisations[1].background"]
