"""A display of its own, without a screen: what is typed there comes as from a keyboard or a scanner.

Keys are pressed by their place on the keyboard (X keycodes of a PC keyboard), as a scanner does, whatever the layout.
"""

import contextlib
import ctypes
import os
import subprocess

from stapel import PATIENCE, wait_until

ROWS = {10: "1234567890-", 24: "qwertyuiop", 38: "asdfghjkl;", 52: "zxcvbnm"}  # keycode of a row's first key
KEYCODES = {character: first + place for first, row in ROWS.items() for place, character in enumerate(row)}
# Escape goes by its name: its keycode 9 would be taken for the figure.
NAMED = {"Return": 36, "Escape": "Escape", "Tab": 23, "Left": 113, "Right": 114, "F11": 95, "F12": 96,
         **{f"F{number}": 66 + number for number in range(1, 11)}}


def keystroke(character):
    code = KEYCODES[character.lower()]
    return f"shift+{code}" if character.isupper() else str(code)


class ClientMessage(ctypes.Structure):
    """Xlib's XClientMessageEvent, padded to the size of an XEvent."""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("padding", ctypes.c_long * 24)]


class Display:
    """An X server that nobody sees, up to its end."""

    def __init__(self, size="1280x720"):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-noreset", "-nolisten", "tcp"],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as number:
            self.name = ":" + number.readline().strip()
        if self.name == ":":
            raise AssertionError(f"Xvfb did not start: exit {self.server.wait(PATIENCE)}")
        self.environment = {**os.environ, "DISPLAY": self.name}

    def close(self):
        self.server.terminate()
        self.server.wait(PATIENCE)

    def run(self, *command):
        return subprocess.run([str(word) for word in command], env=self.environment, capture_output=True, text=True,
                              timeout=PATIENCE)

    def set_layout(self, layout):
        done = self.run("setxkbmap", "-layout", layout)
        if done.returncode != 0:
            raise AssertionError(f"setxkbmap {layout}: {done.stderr}")

    def window_of(self, process):
        """The process's window, once it is shown and has the keyboard."""
        def shown():
            if process.poll() is not None:
                raise AssertionError(f"the window's process ended with {process.returncode}")
            return self.run("xdotool", "search", "--all", "--onlyvisible", "--pid", process.pid, "--name", ".").stdout.split()

        return self.focused(wait_until(shown, "a window is shown")[0])

    def focused(self, window):
        self.run("xdotool", "windowfocus", "--sync", window)
        return Window(self, int(window))


class Window:
    def __init__(self, display, number):
        self.display = display
        self.number = number

    def press(self, *keystrokes):
        done = self.display.run("xdotool", "key", "--delay", 4, *keystrokes)
        if done.returncode != 0 or done.stderr:
            raise AssertionError(f"xdotool key {keystrokes}: {done.stderr}")

    def key(self, name):
        self.press(NAMED[name])

    def scan(self, text):
        """As a scanner types: the characters, then Enter."""
        self.press(*map(keystroke, text), NAMED["Return"])

    def title(self):
        """What the operator is to do next."""
        return self.display.run("xdotool", "getwindowname", self.number).stdout.strip()

    def geometry(self):
        """Left, top, width and height, as the X server has them."""
        told = self.display.run("xdotool", "getwindowgeometry", "--shell", self.number).stdout
        values = dict(line.split("=") for line in told.splitlines())
        return tuple(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))

    def close(self):
        """What the cross in a window's corner does (ICCCM 4.2.8.1)."""
        xlib = ctypes.CDLL("libX11.so.6")
        xlib.XOpenDisplay.restype = ctypes.c_void_p
        xlib.XInternAtom.restype = ctypes.c_ulong
        with contextlib.ExitStack() as stack:
            connection = ctypes.c_void_p(xlib.XOpenDisplay(self.display.name.encode()))
            stack.callback(xlib.XCloseDisplay, connection)
            message = ClientMessage(type=33, window=self.number, format=32)
            message.message_type = xlib.XInternAtom(connection, b"WM_PROTOCOLS", 0)
            message.data[0] = xlib.XInternAtom(connection, b"WM_DELETE_WINDOW", 0)
            xlib.XSendEvent(connection, ctypes.c_ulong(self.number), 0, ctypes.c_long(0), ctypes.byref(message))
            xlib.XSync(connection, 0)
