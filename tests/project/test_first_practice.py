"""The walk from `secon new` to a score: the page holds what its commands print, and they do what it says."""

from tools.first_practice import first_practice_page


def test_the_commands_lead_from_a_new_file_to_a_score() -> None:
    page = first_practice_page()
    blocks = page.split("```console\n")[1:]
    commands = {block.splitlines()[0]: block for block in blocks}
    assert any(line.startswith("$ secon new ") for line in commands)
    checks = [block for block in blocks if block.startswith("$ secon validate")]
    assert "error[not-in-vocabulary]" in checks[0]
    assert "1 file, 0 errors, 0 warnings" in checks[-1]
    scores = [block for block in blocks if block.startswith("$ secon score")]
    assert len(scores) == 1
    assert "Repair café of the Upper Valley" in scores[0]
