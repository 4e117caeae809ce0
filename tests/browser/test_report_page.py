"""What Chromium does with a report: it asks for nothing, computes as `score` does, and everyone can use it."""

import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generate import write as write_large
from tests.conftest import in_process
from tests.small_project import RUBRIC, head

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
FAST = ("--draws", "200")
SIZES = {"telephone": (390, 844), "tablet": (768, 1024), "desktop": (1280, 900)}


Opener = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium; as root it runs only without its sandbox."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def opened(browser: Any) -> Opener:
    """Opens a file in a window of its own; at the end it must have been silent and asked for nothing."""

    @contextmanager
    def open_file(
        file: Path, *, fragment: str = "", size: tuple[int, int] = SIZES["desktop"], silent: bool = True, **options: Any
    ) -> Iterator[Any]:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        page, heard = context.new_page(), list[str]()
        page.on("console", lambda message: heard.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: heard.append(f"request: {request.url}"))
        page.goto(f"{file.as_uri()}{fragment}")
        yield page
        context.close()
        own = f"request: {file.as_uri()}"
        assert not silent or [said for said in heard if said.partition("#")[0] != own] == []

    return open_file


@pytest.fixture(scope="module")
def report(report_file: Path) -> Path:
    """The report on the shipped collection."""
    return report_file


def rows_of(page: Any) -> list[list[str]]:
    """Id, rank, total and band of every row of the ranking, from the top."""
    rows: list[list[str]] = page.eval_on_selector_all(
        ".ranking tr[data-place]",
        """(rows) => rows.map((row) => [row.id.slice(2), row.querySelector(".rank b").textContent,
            row.querySelector(".total b").textContent, row.querySelector(".band").textContent])""",
    )
    return rows


def scored(command: str) -> list[list[str]]:
    """The same as the command line gives it."""
    words = shlex.split(command)
    assert words[:2] == ["secon", "score"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        ended = in_process(*words[1:], "-f", "csv")
    assert ended.code == 0, ended.err
    lines = [line.split(",") for line in ended.out.replace("\r\n", "\n").splitlines()]
    at = {name: lines[0].index(name) for name in ("id", "rank")}
    ranks = {line[at["id"]]: line[at["rank"]] for line in lines[1:]}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        practices = in_process(*words[1:], "-f", "json").json["practices"]
        table = in_process(*words[1:], COLUMNS="200").out
    found = []
    for one in practices:
        # The total as the screen prints it, on the line of its rank and title.
        line = next(line for line in table.splitlines() if one["title"][:40] in line)
        printed = next(
            word for word in line.split() if re.fullmatch(r"\d+\.\d+", word) and abs(float(word) - one["total"]) < 0.06
        )
        assert ranks[one["id"]] == str(one["rank"])
        found.append([one["id"], str(one["rank"]), printed, one["band"]])
    return found


def step(page: Any, criterion: str, key: str, times: int) -> None:
    """Move a slider with the keyboard."""
    page.get_by_role("slider", name=re.compile(criterion)).focus()
    for _ in range(times):
        page.keyboard.press(key)


def test_without_touching_anything_it_is_the_ranking_of_score(opened: Opener, report: Path) -> None:
    with opened(report) as page:
        assert rows_of(page) == scored("secon score")
        assert page.text_content("#command") == "secon score"
        assert page.is_hidden("#changed")


def test_sliders_moved_by_keyboard_give_what_the_command_line_gives(opened: Opener, report: Path) -> None:
    with opened(report) as page:
        before = rows_of(page)
        step(page, "Ethical", "ArrowRight", 30)
        step(page, "Timescale", "ArrowLeft", 10)
        command = page.text_content("#command")
        assert command == "secon score --weight timescale=0 --weight ethics=40"
        assert rows_of(page) == scored(command) != before
        moved = page.eval_on_selector_all(".moved", "(marks) => marks.filter((mark) => mark.textContent).length")
        assert page.text_content("#moves") == f"{moved} of 18 practices change place against the rubric’s weights."
        assert page.is_visible("#changed")
        # An address in a mail opens the same view.
        shown, fragment = rows_of(page), page.url.partition("#")[2]
        page.get_by_role("button", name="Rubric’s weights").click()
        assert rows_of(page) == before
        assert "#" not in page.url
    with opened(report, fragment=f"#{fragment}") as page:
        assert rows_of(page) == shown
        assert page.text_content("#command") == command


@pytest.mark.parametrize(
    "weights",
    [
        {"relevance": "0.000001"},
        {"ethics": "1000000"},
        {"sustainability": "0"},
        {"relevance": "12.5", "ethics": "3.25"},
    ],
)
def test_numbers_of_any_size_give_what_the_command_line_gives(
    opened: Opener, report: Path, weights: dict[str, str]
) -> None:
    with opened(report) as page:
        keys = [one["key"] for one in json.loads(page.text_content("#data"))["criteria"]]
        for key, weight in weights.items():
            page.fill(f"#n-{keys.index(key)}", weight)
        assert rows_of(page) == scored(page.text_content("#command"))
        assert all(f"--weight {key}={weight}" in page.text_content("#command") for key, weight in weights.items())


def test_equal_weights_and_nonsense(opened: Opener, report: Path) -> None:
    with opened(report) as page:
        page.get_by_role("button", name="All equal").click()
        assert set(page.locator(".weight output").all_text_contents()) == {"14.3 %"}
        assert rows_of(page) == scored(page.text_content("#command"))
        shown = rows_of(page)
        for nonsense in ("", "-3", "1e99"):
            page.fill("#n-0", nonsense)
            assert rows_of(page) == shown
        page.locator("#n-0").blur()
        assert page.input_value("#n-0") == "14"


@pytest.mark.parametrize(
    "fragment",
    [
        "#weights=relevance:1e999,timescale:1,quality_assurance:1,effectiveness:1,sustainability:1,transferability:1,ethics:1",
        "#weights=relevance:-3,timescale:1,quality_assurance:1,effectiveness:1,sustainability:1,transferability:1,ethics:1",
        "#weights=relevance:0,timescale:0,quality_assurance:0,effectiveness:0,sustainability:0,transferability:0,ethics:0",
        "#weights=relevance:9",
        "#weights=<img src=x onerror=alert(1)>",
        "#weights=__proto__:1,timescale:1,quality_assurance:1,effectiveness:1,sustainability:1,transferability:1,ethics:1",
        "#%E0%A4%A",
        "#javascript:alert(1)",
    ],
)
def test_a_hostile_address_is_ignored(opened: Opener, report: Path, fragment: str) -> None:
    with opened(report, fragment=fragment) as page:
        assert rows_of(page) == scored("secon score")
        page.evaluate(f"location.hash = {json.dumps(fragment)}")
        assert rows_of(page) == scored("secon score")


def test_data_that_do_not_give_their_own_totals_have_no_sliders(opened: Opener, report: Path, tmp_path: Path) -> None:
    edited = re.sub(r'"total":[0-9.]+', '"total":99.5', report.read_text(encoding="utf-8"), count=1)
    (tmp_path / "edited.html").write_text(edited, encoding="utf-8")
    with opened(tmp_path / "edited.html") as page:
        assert page.locator("input >> visible=true").count() == 0
        assert "do not give its own totals" in page.text_content("#no-sliders")
        assert page.locator(".ranking tr[data-place] >> visible=true").count() == 18


def test_headings_sort(opened: Opener, report: Path) -> None:
    with opened(report) as page:
        by_rank = [row[0] for row in rows_of(page)]
        page.get_by_role("button", name="Sort by Timescale").click()
        data = json.loads(page.text_content("#data"))
        score = {one["id"]: one["scores"][1] for one in data["practices"]}
        passing = [row[0] for row in rows_of(page)][:-1]
        assert passing == sorted(passing, key=lambda id: (-score[id], by_rank.index(id)))
        page.get_by_role("button", name="Rank").click()
        assert [row[0] for row in rows_of(page)] == by_rank


def test_two_regions_are_compared_as_compare_does(opened: Opener, report: Path) -> None:
    with opened(report) as page:
        names = page.locator("#side-0 option").all_text_contents()
        for first, second in [(0, 1), (0, len(names) - 1), (4, 2)]:
            page.select_option("#side-0", str(first))
            page.select_option("#side-1", str(second))
            with pytest.MonkeyPatch.context() as patch:
                patch.chdir(ROOT)
                result = in_process("compare", names[first], names[second], "-f", "json").json
            shown = page.locator(".pair tbody b, .pair tfoot b").all_text_contents()
            expected = [*(one["points"] for one in result["criteria"]), result["points"]]
            assert [float(text.split()[0]) for text in shown] == expected
            verdict = page.text_content("#pair-title")
            assert all(name in verdict for name in (names[first], names[second]))


def test_regions_follow_the_weights_as_compare_does(opened: Opener, report: Path) -> None:
    with opened(report) as page:
        written = page.text_content("#regions-title")
        page.fill("#n-2", "50")
        options = shlex.split(page.text_content("#command"))[2:]
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(ROOT)
            result = in_process("compare", *options, "-f", "json").json
        totals = [one["total"] for one in result["sides"]]
        shown = [float(text) for text in page.locator("#sides td.total").all_text_contents()]
        assert shown == pytest.approx(totals, abs=0.051)
        assert shown == sorted(shown, reverse=True)
        title = page.text_content("#regions-title")
        assert title != written
        assert f"({shown[0]:.1f})" in title
        assert f"({shown[-1]:.1f})" in title
        page.get_by_role("button", name="Rubric’s weights").click()
        assert page.text_content("#regions-title") == written


def test_a_number_opens_its_reasons(opened: Opener, report: Path) -> None:
    with opened(report) as page:
        cell = page.locator("#heat td a").nth(30)
        target = cell.get_attribute("href")
        reasons = page.locator(f"[id='{target[1:]}']")
        assert not reasons.is_visible()
        cell.focus()
        page.keyboard.press("Enter")
        reasons.wait_for(state="visible")
        assert reasons.evaluate(
            "(one) => { const r = one.getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight; }"
        )
        assert reasons.get_by_text(re.compile(r"line\s\d+")).count() > 0


def test_without_a_script_only_the_sliders_are_missing(opened: Opener, report: Path) -> None:
    with opened(report, java_script_enabled=False) as page:
        assert page.locator(".ranking tr[data-place] >> visible=true").count() == 18
        assert page.locator("#heat td >> visible=true").count() == 126
        assert page.locator(".pair .diverging i >> visible=true").count() >= 6
        assert page.locator("#sides tbody tr >> visible=true").count() == 9
        assert page.locator(".intervals svg >> visible=true").count() == 18
        assert page.locator("input >> visible=true").count() == 0
        assert page.get_by_text("The sliders need JavaScript").is_visible()
        page.locator("details.practice summary").first.click()
        assert page.locator("details.practice .criteria > div >> visible=true").count() > 6
        # What counted is named by its line, which the fact it leads to shows, too.
        link = page.locator(".criteria li p a >> visible=true").first
        fact = page.locator(f"[id='{link.get_attribute('href')[1:]}']")
        shown = fact.evaluate("(one) => getComputedStyle(one, '::after').content.replace('attr(id)', one.id)")
        assert link.text_content() in shown


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_use_it(opened: Opener, report: Path, scheme: str, size: str) -> None:
    """WCAG 2.2 A and AA and best practices, as far as axe-core sees them; with a sheet open and weights changed."""
    import axe_playwright_python

    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    with opened(report, size=SIZES[size], color_scheme=scheme) as page:
        page.locator("details.practice summary").first.click()
        page.fill("#n-6", "40")
        page.evaluate(axe)
        found = page.evaluate(
            """() => axe.run(document, {resultTypes: ["violations"], runOnly: [
                "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})"""
        )
    assert len(found["passes"]) > 20
    assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_window_scrolls_sideways(opened: Opener, report: Path, width: int) -> None:
    with opened(report, size=(width, 800)) as page:
        page.get_by_role("button", name="Open all").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_prints_with_all_sheets_and_says_whose_weights_these_are(opened: Opener, report: Path) -> None:
    with opened(report) as page:
        page.fill("#n-6", "40")
        closed = page.pdf(format="A4", prefer_css_page_size=True, tagged=True)
        assert closed.startswith(b"%PDF")
        assert closed.count(b"/Type /Page\n") + closed.count(b"/Type /Page ") > 30
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("details.practice[open]").count() == 18
        assert page.get_by_text("Not the rubric’s weights").is_visible()
        assert page.locator(".moved:not(:empty)").first.is_visible()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("details.practice[open]").count() == 0


HOSTILE = "</script><img src=x onerror=alert(1)><svg onload=alert(2)>{{7*7}} ${alert(3)} javascript:alert(4)"


def test_hostile_texts_stay_text(opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data" / "practices"
    folder.mkdir(parents=True)
    quoted = json.dumps(HOSTILE)
    for number, partner in enumerate(("One", quoted, "x" * 300)):
        text = head(f"xx-{number}", quoted, partner=partner).replace("Neighbours help one another.", quoted)
        (folder / f"xx-{number}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "criteria.yaml").write_text(RUBRIC.replace("title: Relevance", f"title: {quoted}"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert in_process("report", *FAST, "--title", HOSTILE, "-o", "report.html").code == 0
    with opened(tmp_path / "report.html", size=SIZES["telephone"]) as page:
        assert page.title() == HOSTILE
        assert page.text_content("h1") == HOSTILE
        page.fill("#n-0", "1")
        page.select_option("#side-1", "2")
        page.get_by_role("button", name="Open all").click()
        assert page.locator("img, main svg[onload], iframe").count() == 0
        assert HOSTILE in page.text_content(".ranking")
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["telephone"][0]


def test_the_policy_is_in_force(opened: Opener, report: Path) -> None:
    with opened(report, silent=False) as page:
        found = page.evaluate(
            """async () => {
                const refused = [];
                addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
                const script = document.createElement("script");
                script.textContent = "window.ran = true";
                document.body.append(script);
                document.body.insertAdjacentHTML("beforeend", '<b style="color:red" onclick="window.ran = true">x</b>');
                document.body.lastElementChild.click();
                const picture = new Image();
                picture.src = "https://example.org/x.png";
                await fetch("https://example.org/").catch(() => null);
                await new Promise((done) => setTimeout(done, 100));
                return [window.ran === undefined, [...new Set(refused)].sort()];
            }"""
        )
    assert found == [True, ["connect-src", "img-src", "script-src-attr", "script-src-elem", "style-src-attr"]]


def test_a_thousand_practices_can_be_used(opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work for a step of a slider, in comparisons of sizes, changes and layouts, which no machine changes."""
    practices, rows, steps = 1000, 100, 49
    write_large(tmp_path / "data" / "practices", practices)
    shutil.copy(ROOT / "criteria.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert in_process("report", *FAST, "-o", "report.html").code == 0
    with opened(tmp_path / "report.html") as page:
        assert page.locator("#passing tr[data-place]").count() == rows
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")

        def layouts() -> float:
            metrics = session.send("Performance.getMetrics")["metrics"]
            return float(next(one["value"] for one in metrics if one["name"] == "LayoutCount"))

        before = layouts()
        sums, changes = page.evaluate(
            """(steps) => {
                const slider = document.getElementById("w-0"), watched = new MutationObserver(() => {}), { abs } = Math;
                watched.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
                let sums = 0;
                Math.abs = (value) => { sums++; return abs(value); };
                for (let weight = 1; weight <= steps; weight++) {
                    slider.value = weight;
                    slider.dispatchEvent(new Event("input"));
                    document.body.offsetHeight;
                }
                Math.abs = abs;
                return [sums, watched.takeRecords().length];
            }""",
            steps,
        )
        assert sums < 100 * practices * steps
        assert changes < 10 * rows * steps
        assert layouts() - before < 2 * steps
        page.get_by_role("button", name=re.compile("^Show .* more")).click()
        assert page.locator("#passing tr[data-place]").count() > 800
