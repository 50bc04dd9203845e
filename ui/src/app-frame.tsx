// The window's frame: the rail, the three places, the queue, and what lies over them.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApp, useClipActions, useStudio } from "./api/hooks";
import type { ClipView, JobView } from "./api/types";
import { useErrorWords } from "./api/use-error-words";
import type { EditSpot } from "./api/words";
import styles from "./app.module.css";
import { useDrafts } from "./app-drafts";
import { DropOverlay } from "./app-drop";
import { type Place, useLook, useShortcuts } from "./app-effects";
import { Rail } from "./app-rail";
import { RecordNotice } from "./app-record";
import { Broken } from "./app-trouble";
import { ErrorBoundary } from "./components/error-boundary";
import { say, undoLast } from "./components/toasts";
import { useOnceDrawn } from "./components/use-once-drawn";
import { useSteady } from "./components/use-steady";
import { Create } from "./features/create/create";
import { Details } from "./features/details/details";
import { Library } from "./features/library/library";
import { Onboarding } from "./features/onboarding/onboarding";
import { Compare } from "./features/player/compare";
import { Player } from "./features/player/player";
import { useManners } from "./features/player/use-manners";
import { Queue } from "./features/queue/queue";
import { Settings } from "./features/settings/settings";
import { ShortcutSheet } from "./features/settings/shortcut-sheet";

export function Frame() {
  const settings = useApp((app) => app.settings);
  useLook(settings);
  return settings.onboarded ? <Rooms /> : <Onboarding />;
}

function Rooms() {
  const { t } = useTranslation();
  const drops = useStudio((studio) => studio.drops) ?? 0;
  const clips = useClipActions();
  const errorWords = useErrorWords();
  const [place, setPlace] = useState<Place>("create");
  const [visited, setVisited] = useState<ReadonlySet<Place>>(new Set(["create"]));
  const [clip, setClip] = useState<string | null>(null);
  const [pair, setPair] = useState<readonly [string, string] | null>(null);
  const [detailed, setDetailed] = useState<string | null>(null);
  const [sheet, setSheet] = useState(false);
  const [wanted, setWanted] = useState<{ spot: EditSpot } | null>(null);
  const opener = useRef<Element | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const onceDrawn = useOnceDrawn();
  const manners = useManners();

  const go = (to: Place) => {
    setPlace(to);
    setVisited((before) => (before.has(to) ? before : new Set([...before, to])));
    setClip(null);
    setPair(null);
    if (to !== "library") setDetailed(null);
  };
  /** From one clip to another; the way back stays the same. */
  const walkTo = (id: string) => {
    setPair(null);
    setClip(id);
    setDetailed((open) => open && id);
  };
  const openClip = useSteady((id: string) => {
    opener.current = document.activeElement;
    walkTo(id);
  });
  /** Two clips beside one another, over the player or over the place that they were chosen in. */
  const compare = useSteady((id: string, other: string) => {
    if (clip === null) opener.current = document.activeElement;
    setDetailed(null);
    setPair([id, other]);
  });
  const openSettings = useSteady(() => go("settings"));
  const drafts = useDrafts({ onCreate: () => go("create"), onOpenClip: openClip });
  const leaveCompare = () => {
    setPair(null);
    if (clip === null) giveBack();
  };
  const leavePlayer = () => {
    setClip(null);
    if (place !== "library") setDetailed(null);
    giveBack();
  };
  const giveBack = () => {
    const back = opener.current;
    // After the place is no longer inert, or it would not take the focus.
    onceDrawn(() => back instanceof HTMLElement && back.isConnected && back.focus());
  };
  const findInLibrary = () => {
    go("library");
    onceDrawn(() => search.current?.focus());
  };
  useShortcuts({ go, find: findInLibrary, undo: undoLast, help: () => setSheet(true) });

  // What is dropped in another place belongs to the draft, so the draft comes to the front.
  const dropsSeen = useRef(drops);
  useEffect(() => {
    if (drops === dropsSeen.current) return;
    dropsSeen.current = drops;
    setPlace("create");
    setClip(null);
    setPair(null);
    setDetailed(null);
  }, [drops]);

  /** A clip is gone: what shows it is left, whatever has been opened since it was told to go. */
  const left = useSteady((id: string) => {
    if (clip === id) leavePlayer();
    setDetailed((open) => (open === id ? null : open));
  });
  const going = useRef(new Set<string>());
  const trash = async (gone: ClipView) => {
    if (going.current.has(gone.id)) return;
    going.current.add(gone.id);
    try {
      await clips.trash(gone.id);
    } catch (thrown) {
      say(errorWords(thrown));
      return;
    } finally {
      going.current.delete(gone.id);
    }
    left(gone.id);
    say(t("library.trashed"), {
      label: t("app.undo"),
      run: () => void clips.restore(gone.id).catch((thrown: unknown) => say(errorWords(thrown))),
    });
  };
  const edit = useSteady((of: JobView, spot: EditSpot) => {
    drafts.edit(of);
    setWanted({ spot });
  });
  const covered = clip !== null || pair !== null;
  const toggleDetails = (id: string) => setDetailed((open) => (open === id ? null : id));

  const room = (name: Place, children: ReactNode) => (
    <div key={name} className={styles.place} hidden={place !== name}>
      <ErrorBoundary fallback={(again) => <Broken onAgain={again} />}>{children}</ErrorBoundary>
    </div>
  );

  return (
    <div className={styles.frame}>
      <Rail place={place} onGo={go} />
      <main className={styles.middle}>
        <div className={styles.room}>
          <RecordNotice onOpenSettings={() => go("settings")} />
          <div className={styles.places} inert={covered}>
            {room(
              "create",
              <Create
                shown={place === "create" && !covered}
                wanted={wanted}
                onOpenClip={openClip}
                onOpenSettings={openSettings}
              />,
            )}
            {visited.has("library") &&
              room(
                "library",
                <Library
                  shown={place === "library" && !covered}
                  searchRef={search}
                  onOpenClip={openClip}
                  onDetails={setDetailed}
                  onTrash={trash}
                  onCompare={compare}
                  onCreate={() => go("create")}
                />,
              )}
            {visited.has("settings") &&
              room("settings", <Settings shown={place === "settings"} onShortcuts={() => setSheet(true)} />)}
          </div>
          {pair !== null && (
            <ErrorBoundary fallback={(again) => <Broken onAgain={again} />}>
              <Compare
                key={pair.join(" ")}
                first={pair[0]}
                second={pair[1]}
                manners={manners}
                onLeave={leaveCompare}
              />
            </ErrorBoundary>
          )}
          {clip !== null && pair === null && (
            <ErrorBoundary fallback={(again) => <Broken onAgain={again} />}>
              <Player
                id={clip}
                manners={manners}
                detailsOpen={detailed !== null}
                onLeave={leavePlayer}
                onTrash={trash}
                onContinue={drafts.continueFrom}
                onReuse={drafts.reuse}
                onVariations={drafts.variations}
                onOtherModel={drafts.otherModel}
                onDetails={toggleDetails}
                onWalk={walkTo}
                onCompare={compare}
              />
            </ErrorBoundary>
          )}
        </div>
        {detailed !== null && (
          <ErrorBoundary fallback={(again) => <Broken onAgain={again} />}>
            <Details
              id={detailed}
              onClose={() => setDetailed(null)}
              onReuse={drafts.reuse}
              onUsePicture={drafts.usePicture}
              onOpen={clip === null ? openClip : walkTo}
            />
          </ErrorBoundary>
        )}
      </main>
      <Queue onOpenClip={openClip} onOpenSettings={openSettings} onEdit={edit} />
      <DropOverlay />
      <ShortcutSheet open={sheet} onOpenChange={setSheet} />
    </div>
  );
}
