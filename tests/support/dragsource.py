"""A small X11 window from which things can be dragged, as file managers and browsers offer them.

Usage: dragsource.py X Y FILE...            files, as a file manager offers them
       dragsource.py X Y --offer KIND FILE  the bytes of a file under one name; may be repeated
It prints `ready` once it can be dragged from, `sent` at the first request, and `ended`.
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


def offers_of(words):
    """Names and bytes. Addresses are percent-encoded, as the specification of text/uri-list asks."""
    if "--offer" not in words:
        uris = [pathlib.Path(file).resolve().as_uri() for file in words]
        return [("text/uri-list", "".join(f"{uri}\r\n" for uri in uris).encode())]
    triples = [words[at : at + 3] for at in range(0, len(words), 3)]
    return [(kind, pathlib.Path(file).read_bytes()) for _, kind, file in triples]


def main(x, y, *words):
    offers = offers_of(words)
    window = Gtk.Window(title="drag source", decorated=False, default_width=60, default_height=60)
    window.move(int(x), int(y))
    surface = Gtk.EventBox()
    targets = [Gtk.TargetEntry.new(kind, 0, at) for at, (kind, _) in enumerate(offers)]
    surface.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, targets, Gdk.DragAction.COPY)
    told = []

    def give(_widget, _context, data, at, _time):
        data.set(data.get_target(), 8, offers[at][1])
        if not told:
            told.append(say("sent"))

    surface.connect("drag-data-get", give)
    surface.connect("drag-end", lambda *_: say("ended"))
    window.add(surface)
    window.connect("destroy", Gtk.main_quit)
    # A moment after mapping, the window manager has put it where it belongs.
    window.connect("map-event", lambda *_: GLib.timeout_add(300, say, "ready") and False)
    window.show_all()
    Gtk.main()


main(*sys.argv[1:])
