"""A small X11 window that files can be dropped on, as file managers and editors take them.

Usage: droptarget.py X Y
It prints `ready` once it can be dropped on, `over` when a drag with files comes in, and a line with
`dropped` and the address of each file.
"""

import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402  (versions are chosen first)


def say(*words):
    print(*words, flush=True)
    return False


def main(x, y):
    window = Gtk.Window(title="drop target", decorated=False, default_width=80, default_height=60)
    window.move(int(x), int(y))
    surface = Gtk.EventBox()
    target = Gtk.TargetEntry.new("text/uri-list", 0, 0)
    surface.drag_dest_set(Gtk.DestDefaults.ALL, [target], Gdk.DragAction.COPY)
    told = []

    def over(*_):
        if not told:
            told.append(say("over"))
        return False

    def received(_widget, _context, _x, _y, data, _info, _time):
        say("dropped", *data.get_uris())

    surface.connect("drag-motion", over)
    surface.connect("drag-data-received", received)
    window.add(surface)
    window.connect("destroy", Gtk.main_quit)
    # A moment after mapping, the window manager has put it where it belongs.
    window.connect("map-event", lambda *_: GLib.timeout_add(300, say, "ready") and False)
    window.show_all()
    Gtk.main()


main(*sys.argv[1:])
