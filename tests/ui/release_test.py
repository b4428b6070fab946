"""`stapel release`, and what a station flashes: keys and proofs by OpenSSL's own program."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import FIRMWARE, PATIENCE, bench, events_of, named, plan_with, rows, scans, stapel  # noqa: E402

NAME = "nb02-5.24"
SHORT_PLAN = """\
plan: short
version: 1
operation: line
module: NB02
{firmware}
main:
  - {{id: power-on, kind: jig.power}}
  - {{id: flash, kind: host.flash, needs: [power-on], timeout: 300 s}}
teardown:
  - {{id: power-off, kind: jig.off}}
"""


def openssl(*arguments):
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, timeout=PATIENCE).stdout


class Releases(unittest.TestCase):
    """A folder of releases as a station has it, with the key of somebody whom it trusts."""

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.store = self.folder / "releases"
        self.store.mkdir()
        self.release = self.store / NAME
        self.key = self.new_key("ivanova")
        self.trust()

    def new_key(self, name):
        key = self.folder / f"{name}.pem"
        openssl("genpkey", "-algorithm", "ed25519", "-out", key)
        key.chmod(0o600)
        return key

    @staticmethod
    def public(key):
        return openssl("pkey", "-in", key, "-pubout").decode().splitlines()[1]

    def trust(self, role="release", more="", releases=""):
        file = self.store / "trust.yaml"
        key = f'{{name: ivanova, role: {role}, public_key: "{self.public(self.key)}"{more}}}'
        file.write_text(f"keys:\n  - {key}\n{releases}")
        file.chmod(0o644)

    def make(self, *more, key=None, image="nb02.hex", module="NB02", check=0):
        return stapel("release", "make", "--image", FIRMWARE / image, "--version", "5.24", "--module", module,
                      "--key", key or self.key, "--out", self.release, *more, check=check)

    def verify(self, check=0, *more):
        return stapel("release", "verify", self.release, "--trust", self.store / "trust.yaml", *more, check=check)

    def told(self, check=0):
        return json.loads(self.verify(check, "--json").stdout)

    def allow(self):
        self.trust(releases=f'releases:\n  - {{release: {NAME}, sha256: "{self.told()["sha256"]}"}}\n')


class Proof(Releases):
    def test_a_release_that_openssl_proves_too(self):
        made = self.make("--notes", "first one")
        self.assertIn(self.public(self.key), made.stdout)
        self.assertEqual({"manifest.yaml", "manifest.sig", "region-08000000.bin"},
                         {file.name for file in self.release.iterdir()})
        self.assertEqual((FIRMWARE / "nb02.bin").read_bytes(), (self.release / "region-08000000.bin").read_bytes())
        public = self.folder / "public.pem"
        public.write_bytes(openssl("pkey", "-in", self.key, "-pubout"))
        openssl("pkeyutl", "-verify", "-pubin", "-inkey", public, "-rawin", "-in", self.release / "manifest.yaml",
                "-sigfile", self.release / "manifest.sig")
        told = self.told()
        expected = {"clean": True, "allowed": False, "signer": "ivanova", "modules": ["NB02"],
                    "chips": ["stm32f405", "stm32l476"], "notes": "first one", "minimum_station": "0.1.0"}
        self.assertEqual(expected, {key: told[key] for key in expected})
        self.assertIn("this station flash it add `- {release: nb02-5.24", self.verify().stdout)
        self.allow()
        self.assertIn("this station may flash it", self.verify().stdout)

    def test_a_release_that_openssl_signed(self):
        self.make()
        signature = self.release / "manifest.sig"
        openssl("pkeyutl", "-sign", "-inkey", self.key, "-rawin", "-in", self.release / "manifest.yaml",
                "-out", signature)
        self.assertTrue(self.told()["clean"])

    def test_a_byte_of_each_file_that_was_changed(self):
        self.make()
        for file in sorted(self.release.iterdir()):
            with self.subTest(file.name):
                whole = file.read_bytes()
                file.write_bytes(whole[:40] + bytes([whole[40] ^ 1]) + whole[41:])
                told = self.told(check=1)
                self.assertFalse(told["clean"])
                named_file = "manifest.sig" if file.name.startswith("manifest") else file.name
                self.assertIn(str(self.release / named_file), told["findings"][0])
                for word in ("expected", "found", "copy the release again"):
                    self.assertIn(word, told["findings"][0])
                file.write_bytes(whole)
        self.verify()

    def test_missing_and_extra_files(self):
        self.make()
        region = self.release / "region-08000000.bin"
        region.rename(self.release / "region-08000001.bin")
        findings = "\n".join(self.told(check=1)["findings"])
        self.assertIn(f"{region}:1:1: error: expected a region of the release, found no file", findings)
        self.assertIn("region-08000001.bin:1:1: error: expected no file that the manifest does not name", findings)

    def test_keys(self):
        self.make()
        self.trust(more=', revoked: "2026-10-01, lost"')
        self.assertIn("not revoked, found one by the key of ivanova, revoked: 2026-10-01, lost", self.verify(1).stderr)
        self.trust(role="orders")
        self.assertIn("role release, found one by the key of ivanova with the role orders", self.verify(1).stderr)
        self.key = self.new_key("petrov")
        self.trust()
        self.assertIn("which is not there: use a release of somebody whom this station trusts", self.verify(1).stderr)
        (self.store / "trust.yaml").chmod(0o666)
        self.assertIn("chmod go-w", self.verify(2).stderr)
        (self.store / "trust.yaml").unlink()
        self.assertIn("trust.yaml", self.verify(2).stderr)

    def test_a_newer_station_is_wanted(self):
        self.make("--minimum-station", "99.0.0")
        self.assertIn("found one that wants 99.0.0 at least: update the station first", self.verify(1).stderr)

    def test_what_cannot_be_made(self):
        def refused(part, *more, **options):
            self.assertIn(part, self.make(*more, check=2, **options).stderr)
            self.assertEqual(["trust.yaml"], [file.name for file in self.store.iterdir()])

        refused("expected an image for VNB02, found one for NB02", module="VNB02")
        refused("three numbers", "--minimum-station", "1")
        self.key.chmod(0o640)
        refused("chmod 600")
        self.key.chmod(0o600)
        other = self.folder / "other.pem"
        openssl("genpkey", "-algorithm", "X25519", "-out", other)
        other.chmod(0o600)
        refused("a key for Ed25519 expected", key=other)
        openssl("pkcs8", "-topk8", "-in", self.key, "-out", other, "-passout", "pass:secret")
        other.chmod(0o600)
        refused("without a password", key=other)
        refused("check the path", key=self.folder / "none.pem")
        self.make()
        self.assertIn("a release never changes", self.make(check=2).stderr)


class Station(Releases):
    """`stapel run` with plans that name a release or an image."""

    def setUp(self):
        super().setUp()
        self.make()
        self.database = self.folder / "station.db"

    def plan(self, firmware):
        file = self.folder / "short.yaml"
        file.write_text(SHORT_PLAN.format(firmware=firmware))
        return file

    def image_plan(self):
        return self.plan(f"image: {FIRMWARE / 'nb02.hex'}")

    def release_plan(self):
        return self.plan(f"release: {NAME}")

    def real(self, folder):
        """The bench's fixture as if it were no bench."""
        text = (folder / "fixture.yaml").read_text().replace("virtual: true\n", "").replace("speed: 1\n", "")
        self.assertNotIn("virtual:", text)
        self.assertNotIn("speed:", text)
        file = folder / "real.yaml"
        file.write_text(text + f"releases: {self.store}\n")
        return file

    def run_plan(self, plan, *more, check=0):
        return stapel("run", "--plan", plan, "--db", self.database, "--json", *more, check=check,
                      env={**os.environ, "STAPEL_RELEASES": str(self.store)})

    def refused(self, part, plan, *more):
        done = self.run_plan(plan, *more, check=2)
        self.assertIn(part, done.stderr)
        self.assertEqual("", done.stdout)
        self.assertFalse(self.database.exists())

    def test_a_bench_runs_a_release_of_the_stations_list(self):
        self.refused(f"expected the release {NAME} under `releases:`, found none", self.release_plan(), "--bench", 1)
        self.allow()
        events = events_of(self.run_plan(self.release_plan(), "--bench", 1, "--speed", 50).stdout)
        self.assertEqual("pass", named(events, "run_finished")[0]["outcome"])
        recorded = rows(self.database, "SELECT firmware_sha256, purpose FROM v_run")
        self.assertEqual([{"firmware_sha256": self.told()["sha256"], "purpose": "bench"}], recorded)

    def test_the_line_runs_with_a_release(self):
        self.allow()
        plan = plan_with(self.folder, (f"image: {FIRMWARE / 'nb02.hex'}", f"release: {NAME}"))
        events = events_of(self.run_plan(plan, "--bench", 1, "--speed", 50).stdout)
        self.assertEqual("pass", named(events, "run_finished")[0]["outcome"])

    def test_what_is_no_release_for_this_plan_or_station(self):
        self.allow()
        vnb02 = self.plan(f"release: {NAME}")
        vnb02.write_text(vnb02.read_text().replace("module: NB02", "module: VNB02"))
        self.refused(f"{vnb02}:5:10: error: expected a release for VNB02, found {NAME} for NB02", vnb02, "--bench", 1)
        self.refused("nb02-5.25", self.plan("release: nb02-5.25"), "--bench", 1)
        region = self.release / "region-08000000.bin"
        region.write_bytes(region.read_bytes()[:-1] + b"!")
        self.refused(f"{region}:1:1: error: expected SHA-256", self.release_plan(), "--bench", 1)

    def test_a_release_for_another_chip_is_refused_before_erasing(self):
        for file in self.release.iterdir():
            file.unlink()
        self.release.rmdir()
        self.make("--chip", "stm32f405")
        self.allow()
        done = self.run_plan(self.release_plan(), "--bench", 1, "--speed", 50, "--chip", "stm32l476", check=3)
        events = events_of(done.stdout)
        self.assertEqual(("error", "E-108", "flash"),
                         tuple(named(events, "run_finished")[0][key] for key in ("outcome", "code", "failed_step")))

    def test_a_real_fixture_flashes_what_is_signed_and_the_rest_in_engineers_hands_only(self):
        with bench(1, speed="1") as (folder, control):
            fixture = ["--fixture", self.real(folder), *scans(control, 1)]
            before = control.flash(1)
            self.refused("give --engineering, and the runs are recorded as", self.image_plan(), *fixture)
            self.refused("under `releases:`", self.release_plan(), *fixture)
            self.assertEqual(before, control.flash(1), "the chip was not touched")
            control("lid 1 close")
            serial = control.state(1)["serial"]

            self.run_plan(self.image_plan(), *fixture, "--engineering")
            run = {"serial": serial, "outcome": "pass"}
            self.assertEqual([{**run, "purpose": "engineering", "attempt": 1}], self.runs())
            self.assertEqual([{"state": "new"}], self.states())
            self.allow()
            self.run_plan(self.release_plan(), *fixture)
            self.assertEqual({**run, "purpose": "production", "attempt": 1}, self.runs()[-1])
            self.assertEqual([{"state": "passed"}], self.states())
            self.run_plan(self.release_plan(), *fixture)
            self.assertEqual({**run, "purpose": "retest", "attempt": 2}, self.runs()[-1])

    def test_a_station_that_was_never_told_whom_to_trust_is_an_engineers(self):
        (self.store / "trust.yaml").unlink(missing_ok=True)
        with bench(1, speed="1") as (folder, control):
            fixture = ["--fixture", self.real(folder), *scans(control, 1)]
            control("lid 1 close")
            done = self.run_plan(self.image_plan(), *fixture)
            self.assertIn("has no trust.yaml", done.stdout)
            self.assertEqual(["engineering"], [run["purpose"] for run in self.runs()])

    def runs(self):
        return rows(self.database, "SELECT serial, purpose, outcome, attempt FROM v_run ORDER BY started_utc")

    def states(self):
        return rows(self.database, "SELECT state FROM v_unit")

    def test_engineering_is_for_real_fixtures(self):
        self.refused("--engineering", self.image_plan(), "--bench", 1, "--engineering")


if __name__ == "__main__":
    unittest.main()
