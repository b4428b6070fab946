"""The real window on a display of its own: scanner, four sites, closing, and what may be wrong around it at its start."""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from display import Display  # noqa: E402
from mounts import mounts_allowed, without  # noqa: E402
from stapel import PATIENCE, PLAN, STAPEL, bench, rows, wait_until  # noqa: E402

STAPEL_UI = pathlib.Path(os.environ.get("STAPEL_UI", STAPEL.with_name("stapel-ui")))
FONTS = "/usr/share/fonts"
SCREENLESS = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE")


class Program:
    """`stapel-ui`, running; its standard error is read as it comes, so that it never waits for the test."""

    def __init__(self, *arguments, environment, wrap=lambda *command: command):
        self.process = subprocess.Popen([str(word) for word in wrap(STAPEL_UI, *arguments)], env=environment,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.said = []
        self.reader = threading.Thread(target=lambda: self.said.extend(self.process.stderr), daemon=True)
        self.reader.start()

    def end(self):
        """Exit status and standard error."""
        status = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return status, "".join(self.said)

    def says(self, text):
        return wait_until(lambda: any(text in line for line in list(self.said)), f"{text!r} on standard error")

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        self.process.stderr.close()


class WindowTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.database = self.folder / "bench.db"
        self.environment = {name: value for name, value in os.environ.items() if name not in SCREENLESS}
        # graphics drivers and the message bus keep memory up to the end, in libraries that are unloaded by then
        self.environment["ASAN_OPTIONS"] = "detect_leaks=0"
        self.environment |= {"XDG_CONFIG_HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder), "SDL_AUDIODRIVER": "dummy"}

    def use_display(self, *size):
        self.display = self.enterContext(contextlib.closing(Display(*size)))
        self.environment["DISPLAY"] = self.display.name

    def use_bench(self, sites):
        self.place, self.control = self.enterContext(bench(sites))

    def start(self, *more, fixture=None, database=None, **options):
        arguments = ["--plan", PLAN, "--fixture", fixture or self.place / "fixture.yaml", "--db", database or self.database]
        return self.enterContext(contextlib.closing(Program(*arguments, *more, environment=self.environment, **options)))

    def runs(self):
        if not self.database.exists():
            return []
        return rows(self.database, "select site, outcome, serial, imei from v_run order by site")

    def assert_ends(self, program, status):
        found, said = program.end()
        self.assertEqual(status, found, said)
        for trouble in ("AddressSanitizer", "runtime error", "terminate called"):
            self.assertNotIn(trouble, said)
        return said


class FourSites(WindowTest):
    def setUp(self):
        super().setUp()
        self.use_display()
        self.use_bench(4)

    def put_to_work(self, window, site):
        """Label scanned, lid closed, and the run has begun."""
        window.scan(self.control(f"scan {site}"))
        wait_until(lambda: window.title() == f"Stapel: Позиция {site}: закройте крышку", "the label is taken")
        self.control(f"lid {site} close")
        wait_until(lambda: self.control.state(site)["output"], f"the run on site {site} begins")

    def test_all_pass_and_their_records_are_there(self):
        """Under a Russian layout: a scanner types places on the keyboard, and the labels must come out all the same."""
        self.display.set_layout("ru")
        program = self.start()
        window = self.display.window_of(program.process)
        for site in (1, 2, 3, 4):
            self.put_to_work(window, site)
        wait_until(lambda: [run["outcome"] for run in self.runs()] == ["pass"] * 4, "four sites pass")
        window.close()
        self.assert_ends(program, 0)
        modules = [self.control.state(site) for site in (1, 2, 3, 4)]
        self.assertEqual([(module["serial"], module["imei"]) for module in modules],
                         [(run["serial"], run["imei"]) for run in self.runs()])

    def test_closing_over_a_run_asks_first_and_then_stops_it(self):
        program = self.start()
        window = self.display.window_of(program.process)
        self.put_to_work(window, 1)
        window.close()
        wait_until(lambda: self.runs(), "the run is on record")
        self.assertIsNone(program.process.poll(), "it asks")
        window.close()
        self.assert_ends(program, 4)
        self.assertEqual(["aborted"], [run["outcome"] for run in self.runs()])
        self.assertFalse(self.control.state(1)["output"])

    def test_a_signal_is_stop(self):
        program = self.start()
        window = self.display.window_of(program.process)
        self.put_to_work(window, 1)
        program.process.send_signal(signal.SIGTERM)
        self.assert_ends(program, 4)
        self.assertEqual(["aborted"], [run["outcome"] for run in self.runs()])
        self.assertFalse(self.control.state(1)["output"])

    def test_a_fixture_that_vanishes_is_told_and_crashes_nothing(self):
        with bench(1) as (place, _):
            program = self.start(fixture=place / "fixture.yaml")
            window = self.display.window_of(program.process)
            wait_until(self.database.exists, "the station is at work")
        self.assertIsNone(program.process.poll())
        window.close()
        self.assertIn(program.end()[0], (0, 3))


class WholeScreen(WindowTest):
    def test_it_is_filled_where_no_window_manager_runs(self):
        self.use_display("1920x1080")
        self.use_bench(1)
        program = self.start()
        window = self.display.window_of(program.process)
        self.assertEqual((0, 0, 1920, 1080), window.geometry())
        window.close()
        self.assert_ends(program, 0)


class WrongStart(WindowTest):
    """What is not as it should be when the window is opened."""

    def setUp(self):
        super().setUp()
        self.use_bench(1)

    def test_without_a_display_it_names_the_command_line(self):
        said = self.assert_ends(self.start(), 3)
        self.assertIn("stapel run", said)

    def test_an_unknown_locale_does_not_matter(self):
        self.use_display()
        self.environment |= {"LC_ALL": "xx_YY", "LANG": "xx_YY"}
        program = self.start()
        self.display.window_of(program.process).close()
        self.assert_ends(program, 0)

    @unittest.skipUnless(mounts_allowed(), "no file system of our own: neither root nor user namespaces may mount here")
    def test_a_missing_font_is_named_with_its_package(self):
        self.use_display()
        program = self.start(wrap=lambda *command: without(FONTS, *command))
        program.says("fonts-dejavu-core")
        self.display.window_of(program.process).key("Escape")
        self.assert_ends(program, 3)

    @unittest.skipUnless(mounts_allowed(), "no file system of our own: neither root nor user namespaces may mount here")
    def test_a_signal_ends_the_message_of_a_missing_font(self):
        self.use_display()
        program = self.start(wrap=lambda *command: without(FONTS, *command))
        self.display.window_of(program.process)
        program.process.send_signal(signal.SIGTERM)
        self.assert_ends(program, 4)

    def test_a_database_that_is_none_is_shown_up_to_its_closing(self):
        self.use_display()
        self.database.write_text("no database\n" * 100)
        program = self.start()
        window = self.display.window_of(program.process)
        program.says(str(self.database))
        self.assertIsNone(program.process.poll(), "the message stays")
        window.close()
        self.assert_ends(program, 2)

    def test_a_fixture_file_that_is_not_there_is_shown_up_to_its_closing(self):
        self.use_display()
        program = self.start(fixture=self.folder / "gone.yaml")
        window = self.display.window_of(program.process)
        program.says("gone.yaml")
        window.scan("S000017")
        window.key("F2")
        self.assertIsNone(program.process.poll(), "a scanner's Enter is no answer")
        window.key("Escape")
        self.assert_ends(program, 2)


if __name__ == "__main__":
    unittest.main()
