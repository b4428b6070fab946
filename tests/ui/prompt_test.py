"""A step asks the person in front of the jig; without a window the answers are lines on standard input."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import PATIENCE, STAPEL, events_of, named, rows

PLAN = """plan: ask
version: 1
operation: line
module: NB02
image: {image}
main:
  - id: look
    kind: operator.prompt
    with: {{text_key: led, ru: "Мигает?", en: "Does it blink?", choices: yes no}}
    limits: {{answer: {{expected: "yes"}}}}
teardown:
  - {{id: power-off, kind: jig.off}}
"""


class Prompt(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.database = self.folder / "bench.db"
        self.plan = self.folder / "ask.yaml"
        self.plan.write_text(PLAN.format(image=STAPEL.parents[1] / "firmware" / "nb02.hex"))

    def run_with(self, answers, *more, sites=2):
        done = subprocess.run([STAPEL, "run", "--plan", self.plan, "--bench", str(sites), "--speed", "50", "--db", self.database,
                               *more], input=answers, capture_output=True, text=True, timeout=PATIENCE)
        self.assertNotIn("AddressSanitizer", done.stderr)
        return done

    def outcomes(self):
        return [(run["outcome"], run["code"]) for run in rows(self.database, "select outcome, code from v_run order by site")]

    def test_every_site_gets_its_answer_in_whatever_order_they_come(self):
        done = self.run_with("2 no\n1 yes\n")
        self.assertEqual(1, done.returncode, done.stderr)
        self.assertEqual([("pass", None), ("fail", "E-228")], self.outcomes())

    def test_the_event_names_question_and_choices(self):
        events = events_of(self.run_with("1 yes", "--json", sites=1).stdout)
        prompt, = named(events, "prompt")
        self.assertEqual(("led", ["yes", "no"], 1), (prompt["text_key"], prompt["choices"], prompt["site"]))
        answer, = (event for event in named(events, "measurement") if event["step"] == "look")
        self.assertEqual(("answer", "yes", "yes", "pass"), tuple(answer[key] for key in ("name", "value", "expected", "outcome")))

    def test_the_end_of_the_input_aborts_what_was_not_answered(self):
        done = self.run_with("2 yes\n")
        self.assertEqual(4, done.returncode, done.stderr)
        self.assertEqual([("aborted", "E-404"), ("pass", None)], self.outcomes())

    def test_what_is_no_answer_is_told_and_the_question_stays(self):
        done = self.run_with("yes\n1 maybe\n1 yes\n", sites=1)
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn('expected SITE CHOICE such as 1 yes, found "yes"', done.stdout)
        self.assertIn('site 1: expected one of yes, no, found "maybe"', done.stdout)
        self.assertEqual([("pass", None)], self.outcomes())

    def test_answers_for_later_modules_may_come_at_once(self):
        done = self.run_with("1 yes\n1 no\n1 yes\n", "--units", "3", sites=1)
        self.assertEqual(1, done.returncode, done.stderr)
        self.assertEqual(["fail", "pass", "pass"], sorted(outcome for outcome, _ in self.outcomes()))


if __name__ == "__main__":
    unittest.main()
