"""`stapel image` and every format through `stapel flash`, against the tools of others: binutils for ARM, srec_cat,
dfuse-pack and dfu-suffix."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from images import (FLASH, HEX_END, PROGRAM, VECTORS, dfu_suffix, dfuse, elf, hex_base, hex_data, hex_record, s_data,
                    s_record)
from stapel import FIRMWARE, PATIENCE, Scpi, bench, command, enter_rom, stapel

# Code, initial values of variables (stored behind the code, wanted in RAM), and a table far behind.
SOURCE = """
    .syntax unified
    .cpu cortex-m4
    .thumb
    .section .vectors, "a"
    .word 0x20010000, reset
    .text
    .thumb_func
    .global reset
reset:
    b reset
    .ascii "code"
    .data
    .ascii "initial values"
    .bss
    .space 64
    .section .table, "a"
    .ascii "a table far behind"
"""
LAYOUT = """
ENTRY(reset)
MEMORY { FLASH (rx): ORIGIN = 0x08000000, LENGTH = 512K  RAM (rwx): ORIGIN = 0x20000000, LENGTH = 64K }
SECTIONS {
    .text : { *(.vectors) *(.text) . = ALIGN(8); } > FLASH
    .data : { *(.data) } > RAM AT > FLASH
    .bss (NOLOAD) : { *(.bss) } > RAM
    .table 0x0800FFF0 : { *(.table) } > FLASH
}
"""
TABLE = 0xFFF0


def tool(*arguments):
    subprocess.run([str(argument) for argument in arguments], check=True, capture_output=True, timeout=PATIENCE)


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def write(self, name, content):
        file = self.folder / name
        file.write_bytes(content if isinstance(content, bytes) else "".join(content).encode())
        return file

    def info(self, file, *options, check=0):
        return json.loads(stapel("image", "info", file, "--json", *options, check=check).stdout)

    def convert(self, source, name, *options):
        target = self.folder / name
        stapel("image", "convert", source, target, *options, check=0)
        return target

    def names(self):
        return sorted(file.name for file in self.folder.iterdir())


class OtherPrograms(Folder):
    """What other programs write is read as they meant it, and they read what is written here."""

    def setUp(self):
        super().setUp()
        self.write("program.s", SOURCE)
        self.write("program.ld", LAYOUT)
        self.elf = self.folder / "program.elf"
        tool("arm-none-eabi-as", self.folder / "program.s", "-o", self.folder / "program.o")
        tool("arm-none-eabi-ld", "-T", self.folder / "program.ld", self.folder / "program.o", "-o", self.elf)
        self.binary = self.objcopy(self.elf, "other.bin", "binary", "--gap-fill", "0xFF")

    def objcopy(self, source, name, kind, *options):
        target = self.folder / name
        tool("arm-none-eabi-objcopy", *options, "-O", kind, source, target)
        return target

    def test_elf(self):
        self.assertEqual(self.binary.read_bytes(), self.convert(self.elf, "own.bin", "--fill", "FF").read_bytes())
        told = self.info(self.elf)
        self.assertEqual(("elf", FLASH + 9, None), (told["format"], told["entry"], told["module"]))
        blocks = {block["address"]: block["bytes"] for block in told["blocks"]}
        self.assertEqual({FLASH, FLASH + TABLE}, set(blocks))
        self.assertIn(b"initial values", self.binary.read_bytes()[:blocks[FLASH]], "at their load address")
        self.assertEqual([True, True], [chip["fits"] for chip in told["chips"]])

    def test_an_elf_without_section_headers(self):
        content = bytearray(self.elf.read_bytes())
        content[32:36] = bytes(4)  # e_shoff
        content[46:52] = bytes(6)  # e_shentsize, e_shnum, e_shstrndx
        bare = self.write("bare.elf", bytes(content))
        self.assertEqual(self.info(self.elf)["blocks"], self.info(bare)["blocks"])

    def test_an_elf_that_runs_from_ram(self):
        self.write("ram.ld", LAYOUT.replace("= 0x08000000", "= 0x20000000").replace("0x0800FFF0", "0x2000FFF0"))
        ram = self.folder / "ram.elf"
        tool("arm-none-eabi-ld", "-T", self.folder / "ram.ld", self.folder / "program.o", "-o", ram)
        self.assertIn("built to run from RAM", self.info(ram, check=1)["chips"][0]["problem"])

    def test_text_formats_of_objcopy(self):
        for name, kind in (("other.hex", "ihex"), ("other.srec", "srec")):
            with self.subTest(kind):
                other = self.objcopy(self.elf, name, kind)
                self.assertEqual(self.info(self.elf)["blocks"], self.info(other)["blocks"])
                self.assertEqual(FLASH + 9, self.info(other)["entry"])
                own = self.convert(self.elf, "own" + other.suffix)
                back = self.objcopy(own, "back.bin", "binary", "-I", kind, "--gap-fill", "0xFF")
                self.assertEqual(self.binary.read_bytes(), back.read_bytes())

    def test_types_02_of_objcopy_below_1_mib(self):
        other = self.objcopy(self.binary, "low.hex", "ihex", "-I", "binary", "--change-addresses", "0x1FFF8")
        self.assertIn(":02000002", other.read_text())
        self.assertEqual([0x1FFF8], [block["address"] for block in self.info(other, check=1)["blocks"]])
        self.assertEqual(self.binary.read_bytes(), self.convert(other, "own.bin").read_bytes())

    def test_srec_cat(self):
        own = {kind: self.convert(self.elf, f"own.{kind}") for kind in ("hex", "srec")}
        for kind, option in (("hex", "-Intel"), ("srec", "-Motorola")):
            with self.subTest(kind):
                other = self.folder / f"other.{kind}"
                tool("srec_cat", own["srec"], "-Motorola", "-o", other, option)
                self.assertEqual(self.info(self.elf)["blocks"], self.info(other)["blocks"])
                tool("srec_cmp", own[kind], option, self.binary, "-Binary", "-offset", hex(FLASH), "-crop",
                     *[hex(FLASH + at) for at in self.crops()])
        for width in (1, 2):  # bytes below: S1 and S2 with their counts and ends
            other = self.folder / f"narrow{width}.s19"
            tool("srec_cat", self.binary, "-Binary", "-offset", hex(1 << 8 * width), "-o", other, "-Motorola")
            self.assertEqual(1 << 8 * width, self.info(other, check=1)["blocks"][0]["address"])

    def crops(self):
        for block in self.info(self.elf)["blocks"]:
            yield from (block["address"] - FLASH, block["address"] - FLASH + block["bytes"])

    def test_dfuse_pack_writes_the_same(self):
        other = self.folder / "other.dfu"
        tool("dfuse-pack", "-b", f"{FLASH}:{self.binary}", other)
        self.assertEqual(other.read_bytes(), self.convert(self.binary, "own.dfu").read_bytes())
        self.assertEqual("dfuse", self.info(other)["format"])
        self.assertEqual("0483:DF11", self.info(other)["usb"])
        self.assertEqual(self.binary.read_bytes(), self.convert(other, "own.bin").read_bytes())

    def test_dfu_suffix_writes_the_same(self):
        other = self.folder / "other.dfu"
        other.write_bytes(self.binary.read_bytes())
        tool("dfu-suffix", "-v", "0x0483", "-p", "0xDF11", "-d", "0", "-a", other)
        self.assertEqual(other.read_bytes(), self.convert(self.binary, "own.dfu", "--plain-dfu").read_bytes())
        self.assertEqual("dfu", self.info(other)["format"])
        self.assertEqual(0x08004000, self.info(other, "--address", "0x08004000", check=0)["blocks"][0]["address"])


class Convert(Folder):
    def refused(self, *arguments):
        before = {file.name: file.read_bytes() for file in self.folder.iterdir() if file.is_file()}
        done = stapel("image", "convert", *arguments, check=2)
        self.assertEqual(before, {file.name: file.read_bytes() for file in self.folder.iterdir() if file.is_file()})
        return done.stderr

    def test_every_format_holds_the_same(self):
        good = FIRMWARE / "nb02.hex"
        blocks = self.info(good)["blocks"]
        for name, format in (("a.hex", "intel_hex"), ("a.srec", "srecord"), ("a.dfu", "dfuse"), ("a.bin", "binary")):
            told = self.info(self.convert(good, name))
            self.assertEqual((format, blocks, "NB02"), (told["format"], told["blocks"], told["module"]["type"]))
        self.assertEqual((FIRMWARE / "nb02.hex").read_text(), self.convert(self.folder / "a.srec", "a.hex").read_text())
        self.assertEqual(["a.bin", "a.dfu", "a.hex", "a.srec"], self.names(), "nothing else is left")

    def test_gaps(self):
        far = self.write("far.hex", [hex_base(FLASH), *hex_data(0, PROGRAM), *hex_data(0x90, b"\1"), HEX_END])
        for name, options in (("far.bin", ()), ("far.dfu", ("--plain-dfu",))):
            message = self.refused(far, self.folder / name, *options)
            for part in (name, "2 found", "a gap from 0x08000080 to 0x0800008F", "--fill"):
                self.assertIn(part, message)
        filled = self.convert(far, "far.bin", "--fill", "0xee").read_bytes()
        self.assertEqual(PROGRAM + bytes([0xEE] * 16) + b"\1", filled)
        wide = self.write("wide.hex", [hex_record(0, 0, b"\1"), hex_base(FLASH), hex_record(0, 0, b"\1"), HEX_END])
        self.assertIn("at most 16777216 bytes", self.refused(wide, self.folder / "wide.bin", "--fill", "FF"))
        blocks = self.info(self.convert(wide, "wide.dfu"), check=1)["blocks"]
        self.assertEqual([0, FLASH], [block["address"] for block in blocks])

    def test_an_address_for_what_has_none(self):
        self.write("p.bin", PROGRAM)
        there = self.convert(self.folder / "p.bin", "p.hex", "--address", "0x08004000")
        self.assertEqual(0x08004000, self.info(there)["blocks"][0]["address"])
        self.assertIn("--address", self.refused(there, self.folder / "q.bin", "--address", "0x08000000"))
        self.assertIn("4 GiB", self.refused(self.folder / "p.bin", self.folder / "q.hex", "--address", "0xFFFFFFF0"))

    def test_what_is_refused(self):
        good = FIRMWARE / "nb02.bin"
        (self.folder / "folder.hex").mkdir()
        for target, options, part in (("a.elf", (), "ELF, which is only read"), ("a", (), "which format"),
                                      ("a.hex", ("--fill", "FF"), "--fill"), ("a.hex", ("--plain-dfu",), "--plain-dfu"),
                                      ("a.bin", ("--fill", "100"), "--fill"), ("a.bin", ("--fill", "no"), "--fill"),
                                      ("no/a.hex", (), "No such file"), ("folder.hex", (), "directory")):
            with self.subTest(target, options=options):
                self.assertIn(part, self.refused(good, self.folder / target, *options))
        self.assertIn("missing.hex", self.refused(self.folder / "missing.hex", self.folder / "a.hex"))

    def test_a_full_disk_leaves_what_was_there(self):
        target = self.write("a.hex", "kept")
        limited = ["sh", "-c", 'trap "" XFSZ; ulimit -f 8; exec "$@"', "sh"]  # 4 KiB a file
        done = subprocess.run([*limited, *command("image", "convert", FIRMWARE / "nb02.hex", target)],
                              capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(2, done.returncode)
        self.assertIn(f"{target}: error: the file cannot be written (File too large)", done.stderr)
        self.assertEqual(("kept", ["a.hex"]), (target.read_text(), self.names()))


class Info(Folder):
    def test_what_is_allowed_but_not_advised(self):
        twice = self.write("twice.hex", [hex_base(FLASH), *hex_data(0, PROGRAM), *hex_data(0, PROGRAM[:16]), HEX_END])
        done = stapel("image", "info", twice, check=0)
        self.assertIn(f"{twice}:10: warning: no address twice expected, 1 found", done.stderr)
        self.assertEqual(1, len(self.info(twice)["notes"]))
        entry = self.write("entry.elf", elf([(FLASH, VECTORS[:4] + b"\x0b\0\0\x08" + PROGRAM[8:])]))
        self.assertIn("the chip starts at the vector", stapel("image", "info", entry, check=0).stderr)

    def test_text_names_what_matters(self):
        text = stapel("image", "info", FIRMWARE / "vnb02.hex", check=0).stdout
        for part in ("Intel HEX text", "0x08000000 to 0x08011FFF, 73728 bytes, SHA-256 ", "stack 0x20010000",
                     "module     VNB02, version v04", "stm32f405  fits", "stm32l476  fits"):
            self.assertIn(part, text)

    def test_what_fits_one_chip_only(self):
        large = self.write("large.bin", b"\0\0\2\x20" + PROGRAM[4:])  # the stack at the end of the larger RAM
        self.assertEqual([True, False], [chip["fits"] for chip in self.info(large)["chips"]])


class Flash(Folder):
    """Every format ends as the same bytes in the chip."""

    @classmethod
    def setUpClass(cls):
        cls.place, cls.control = cls.enterClassContext(bench(1))
        cls.control("lid 1 close")

    def flash(self, file, *options, check=0):
        jig = Scpi(self.place / "1.control")
        self.addCleanup(jig.close)
        enter_rom(jig)
        done = stapel("flash", "--image", file, "--port", f"pty:{self.place}/1.host", "--verify", *options, check=check)
        jig.ask("*RST;*OPC?")
        return done

    def test_formats(self):
        records = hex_data(0, PROGRAM)
        s_records = s_data(FLASH, PROGRAM)
        for name, content in {
            "order.hex": [hex_base(FLASH), *reversed(records), HEX_END],
            "crlf.hex": [line.replace("\n", "\r\n") for line in (hex_base(FLASH), *records, HEX_END)],
            "start.hex": [hex_record(5, 0, b"\x08\0\0\x09"), hex_base(FLASH), *records, HEX_END],
            "long.hex": [hex_base(FLASH), hex_record(0, 0, PROGRAM), HEX_END],
            "repeat.hex": [hex_base(FLASH), *records, records[2], HEX_END],
            "order.srec": [s_record(0, 0, b"HDR"), *reversed(s_records), s_record(5, 8), s_record(7, FLASH + 9)],
            "two.elf": elf([(FLASH + 64, PROGRAM[64:]), (FLASH, PROGRAM[:64])]),
            "raw.bin": PROGRAM,
            "any.dfu": dfu_suffix(PROGRAM, vendor=0xFFFF, product=0xFFFF),
            "counted.dfu": dfuse([(FLASH, PROGRAM)]),
            "old.dfu": dfuse([(FLASH, PROGRAM[:64]), (FLASH + 64, PROGRAM[64:])], counted_suffix=False),
        }.items():
            with self.subTest(name):
                self.control("lid 1 open")
                self.control("insert 1")
                self.control("lid 1 close")
                self.flash(self.write(name, content))
                self.assertEqual(PROGRAM.ljust(1 << 20, b"\xff"), self.control.flash(1))

    def test_an_image_for_the_other_chip_is_refused_once_the_chip_is_known(self):
        with bench(1, "--chip", "stm32l476") as (folder, control):
            control("lid 1 close")
            before = control.flash(1)
            jig = Scpi(folder / "1.control")
            self.addCleanup(jig.close)
            enter_rom(jig)
            large = self.write("large.bin", b"\0\0\2\x20" + PROGRAM[4:])
            done = stapel("flash", "--image", large, "--port", f"pty:{folder}/1.host", check=2)
            self.assertIn(f"{large}: offset 0x0: error: an initial stack pointer in the RAM of stm32l476", done.stderr)
            self.assertEqual(before, control.flash(1))


if __name__ == "__main__":
    unittest.main()
