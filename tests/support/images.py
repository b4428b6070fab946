"""Image files as other programs write them, and files that are none: shared by the tests of the commands."""

import struct
import zlib

FLASH = 0x08000000
VECTORS = struct.pack("<II", 0x20010000, FLASH + 9)  # what a program for both chips begins with
PROGRAM = VECTORS + bytes.fromhex("fee7") + bytes(range(1, 119))  # 128 bytes


def hex_record(kind, address, data):
    record = bytes([len(data), address >> 8 & 0xFF, address & 0xFF, kind, *data])
    return ":" + (record + bytes([-sum(record) & 0xFF])).hex().upper() + "\n"


HEX_END = hex_record(1, 0, b"")


def hex_base(address):
    return hex_record(4, 0, struct.pack(">H", address >> 16))


def hex_data(address, data):
    return [hex_record(0, address + at, data[at:at + 16]) for at in range(0, len(data), 16)]


def s_record(kind, address, data=b""):
    length = {0: 2, 1: 2, 2: 3, 3: 4, 5: 2, 6: 3, 7: 4, 8: 3, 9: 2}[kind]
    record = bytes([length + len(data) + 1]) + address.to_bytes(length, "big") + data
    return f"S{kind}" + (record + bytes([~sum(record) & 0xFF])).hex().upper() + "\n"


def s_data(address, data):
    return [s_record(3, address + at, data[at:at + 16]) for at in range(0, len(data), 16)]


def dfu_suffix(content, vendor=0x0483, product=0xDF11, version=0x0100):
    content += struct.pack("<4H3sB", 0xFFFF, product, vendor, version, b"UFD", 16)
    return content + struct.pack("<I", ~zlib.crc32(content) & 0xFFFFFFFF)


def dfuse(elements, setting=0, counted_suffix=True):
    data = b"".join(struct.pack("<II", address, len(content)) + content for address, content in elements)
    data = struct.pack("<6sBI255s2I", b"Target", setting, 1, b"flash", len(data), len(elements)) + data
    size = 11 + len(data) + (16 if counted_suffix else 0)
    return dfu_suffix(struct.pack("<5sBIB", b"DfuSe", 1, size, 1) + data, version=0x011A)


def elf(segments, *, machine=40, kind=2, bits=1, order=1):
    """`segments`: (physical address, bytes); no section headers."""
    offset = 52 + 32 * len(segments)
    headers = b""
    for address, content in segments:
        headers += struct.pack("<8I", 1, offset, address ^ 0x10000000, address, len(content), len(content) + 4, 5, 4)
        offset += len(content)
    ident = b"\x7fELF" + bytes([bits, order, 1]) + bytes(9)
    head = ident + struct.pack("<HHIIIIIHHHHHH", kind, machine, 1, FLASH + 9, 52, 0, 0x05000000, 52, 32, len(segments),
                               40, 0, 0)
    return head + headers + b"".join(content for _, content in segments)


def damaged_images(good_hex):
    """Files that nobody would want on a chip: {name: (content, place)}. `place` is how the file's name goes on in the
    message: a line, an offset, or nothing. `good_hex` is the text of a right image."""
    lines = good_hex.splitlines(keepends=True)
    wrong_sum = lines[4][:-3] + ("00" if lines[4][-3:-1] != "00" else "01") + "\n"
    s3 = s_data(FLASH, PROGRAM)
    program_elf = elf([(FLASH, PROGRAM)])
    container = dfuse([(FLASH, PROGRAM)])
    vectors = struct.pack("<II", 0x20010004, FLASH + 9)
    texts = {
        "checksum.hex": (lines[:4] + [wrong_sum] + lines[5:], ":5: error"),
        "truncated.hex": (lines[:40], ":40: error"),
        "cut.hex": (good_hex[:1001], f":{good_hex[:1001].count(chr(10)) + 1}: error"),
        "after-end.hex": ([*lines, lines[1]], f":{len(lines) + 1}: error"),
        "text.hex": ("firmware, version 2\n", ":1: error"),
        "ram.hex": ([hex_base(0x20000000), *hex_data(0, PROGRAM), HEX_END], ":2: error"),
        "outside.hex": ([hex_base(FLASH), *hex_data(0, PROGRAM), hex_base(FLASH + 0x100000), *hex_data(0, b"\1"),
                         HEX_END], ":11: error"),
        "overlap.hex": ([hex_base(FLASH), *hex_data(0, PROGRAM), hex_record(0, 0x18, b"\xEE"), HEX_END], ":10: error"),
        "lost-base.hex": ([hex_base(FLASH), hex_record(0, 0xFFFE, PROGRAM[:4]), hex_record(2, 0, b"\x10\0"),
                           *hex_data(0, PROGRAM), HEX_END], ":4: error"),
        "vectors.hex": ([hex_base(FLASH), hex_record(0, 0, vectors), *hex_data(8, PROGRAM[8:]), HEX_END], ":2: error"),
        "srecord.hex": ([s_record(0, 0, b"HDR"), *s3, s_record(7, 0)], ": error: Intel HEX text expected"),
        "checksum.srec": ([s3[0], s3[1][:-3] + "00\n", *s3[2:], s_record(7, 0)], ":2: error"),
        "truncated.srec": (s3, ":8: error"),
        "count.srec": ([*s3[:3], *s3[4:], s_record(5, 8), s_record(7, 0)], ":8: error"),
        "width.srec": ([*s3, s_record(9, 0)], ":9: error"),
        "after-end.srec": ([*s3, s_record(7, 0), s3[0]], ":10: error"),
        "overlap.srec": ([*s3, s_record(3, FLASH + 4, b"\xEE"), s_record(7, 0)], ":9: error"),
        "ram.srec": ([*s_data(0x20000000, PROGRAM), s_record(7, 0)], ":1: error"),
        "hex.srec": (good_hex, ": error: S-record text expected"),
        "hex.bin": (good_hex, ": error: raw binary expected"),
        "hex.elf": (good_hex, ": error: an ELF file expected"),
    }
    files = {
        "elf.hex": (program_elf, ": error: Intel HEX text expected"),
        "elf.bin": (program_elf, ": error: raw binary expected"),
        "dfu.bin": (dfu_suffix(PROGRAM), ": error: raw binary expected"),
        "empty.bin": (b"", ": error"),
        "oversize.bin": (PROGRAM + bytes(0x100000), ": offset 0x100000: error"),
        "blank.bin": (b"\xff" * 1024, ": offset 0x0: error"),
        "image.uf2": (b"UF2\n" + bytes(508), ": error: a name that ends in"),
        "truncated.elf": (program_elf[:-1], ": offset 0x38: error"),
        "headers.elf": (program_elf[:60], ": offset 0x1C: error"),
        "pc.elf": (elf([(FLASH, PROGRAM)], machine=62, bits=2), ": offset 0x4: error"),
        "big-endian.elf": (elf([(FLASH, PROGRAM)], order=2), ": offset 0x5: error"),
        "risc.elf": (elf([(FLASH, PROGRAM)], machine=243), ": offset 0x12: error"),
        "object.elf": (elf([(FLASH, PROGRAM)], kind=1), ": offset 0x10: error"),
        "empty.elf": (elf([]), ": offset 0x2C: error"),
        "ram.elf": (elf([(FLASH, PROGRAM), (0x20000000, b"\1\2")]), ": offset 0xF4: error"),
        "overlap.elf": (elf([(FLASH, PROGRAM), (FLASH + 4, b"\1\2")]), ": offset 0xF4: error"),
        "no-suffix.dfu": (PROGRAM, ": offset 0x70: error"),
        "crc.dfu": (dfu_suffix(PROGRAM)[:-1] + b"\0", ": offset 0x8C: error"),
        "device.dfu": (dfu_suffix(PROGRAM, vendor=0x1D50), ": error: a DFU suffix for 0483:DF11"),
        "version.dfu": (dfu_suffix(PROGRAM, version=0x011A), ": offset 0x86: error"),
        "size.dfu": (dfu_suffix(container[:6] + b"\1" + container[7:-16], version=0x011A), ": offset 0x6: error"),
        "cut.dfu": (dfu_suffix(container[:-20], version=0x011A), ": offset 0x6: error"),
        "option-bytes.dfu": (dfuse([(FLASH, PROGRAM)], setting=1), ": offset 0x11: error"),
        "otp.dfu": (dfuse([(0x1FFF7800, bytes(16))]), ": offset 0x125: error"),
    }
    files.update({name: ("".join(text).encode(), place) for name, (text, place) in texts.items()})
    return files
