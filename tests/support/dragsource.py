"""A small X11 window from which files can be dragged, as a file manager offers them.

Usage: dragsource.py X Y FILE...   It prints `ready` once it can be dragged from.
"""

import pathlib
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402  (versions are chosen first)


def say(word):
    print(word, flush=True)
    return False


def main(x, y, *files):
    # Percent-encoded, as the specification of text/uri-list asks.
    uris = [pathlib.Path(file).resolve().as_uri() for file in files]
    window = Gtk.Window(title="drag source", decorated=False, default_width=60, default_height=60)
    window.move(int(x), int(y))
    surface = Gtk.EventBox()
    target = Gtk.TargetEntry.new("text/uri-list", 0, 0)
    surface.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [target], Gdk.DragAction.COPY)
    surface.connect("drag-data-get", lambda _w, _c, data, _i, _t: data.set_uris(uris) and say("sent"))
    surface.connect("drag-end", lambda *_: say("ended"))
    window.add(surface)
    window.connect("destroy", Gtk.main_quit)
    # A moment after mapping, the window manager has put it where it belongs.
    window.connect("map-event", lambda *_: GLib.timeout_add(300, say, "ready") and False)
    window.show_all()
    Gtk.main()


main(*sys.argv[1:])
