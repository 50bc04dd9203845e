// The window's frame: the rail, the three places, the queue, and what lies over them.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { draftOfClip, withFirstPicture, withoutPicture, withPictureAt } from "./api/draft";
import { useDraftStore } from "./api/draft-store";
import { useApp, useClipActions, useStudio } from "./api/hooks";
import type { ClipView, JobView, PictureView } from "./api/types";
import { useErrorWords } from "./api/use-error-words";
import type { EditSpot } from "./api/words";
import styles from "./app.module.css";
import { DropOverlay } from "./app-drop";
import { type Place, useLook, useShortcuts } from "./app-effects";
import { Rail } from "./app-rail";
import { RecordNotice } from "./app-record";
import { Broken } from "./app-trouble";
import { ErrorBoundary } from "./components/error-boundary";
import { say, undoLast } from "./components/toasts";
import { useSteady } from "./components/use-steady";
import { Create } from "./features/create/create";
import { Details } from "./features/details/details";
import { Library } from "./features/library/library";
import { Onboarding } from "./features/onboarding/onboarding";
import { Player } from "./features/player/player";
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
  const drafts = useDraftStore();
  const clips = useClipActions();
  const errorWords = useErrorWords();
  const most = useApp((app) => app.maxPictures);
  const [place, setPlace] = useState<Place>("create");
  const [visited, setVisited] = useState<ReadonlySet<Place>>(new Set(["create"]));
  const [clip, setClip] = useState<string | null>(null);
  const [detailed, setDetailed] = useState<string | null>(null);
  const [sheet, setSheet] = useState(false);
  const [wanted, setWanted] = useState<{ spot: EditSpot } | null>(null);
  const opener = useRef<Element | null>(null);
  const search = useRef<HTMLInputElement>(null);

  const go = (to: Place) => {
    setPlace(to);
    setVisited((before) => (before.has(to) ? before : new Set([...before, to])));
    setClip(null);
    if (to !== "library") setDetailed(null);
  };
  const openClip = useSteady((id: string) => {
    opener.current = document.activeElement;
    setClip(id);
    setDetailed((open) => open && id);
  });
  const openSettings = useSteady(() => go("settings"));
  const leavePlayer = () => {
    setClip(null);
    if (place !== "library") setDetailed(null);
    const back = opener.current;
    // After the place is no longer inert, or it would not take the focus.
    requestAnimationFrame(() => back instanceof HTMLElement && back.isConnected && back.focus());
  };
  const findInLibrary = () => {
    go("library");
    requestAnimationFrame(() => search.current?.focus());
  };
  useShortcuts({ go, find: findInLibrary, undo: undoLast, help: () => setSheet(true) });

  // What is dropped in another place belongs to the draft, so the draft comes to the front.
  const dropsSeen = useRef(drops);
  useEffect(() => {
    if (drops === dropsSeen.current) return;
    dropsSeen.current = drops;
    setPlace("create");
    setClip(null);
    setDetailed(null);
  }, [drops]);

  const trash = async (gone: ClipView) => {
    try {
      await clips.trash(gone.id);
    } catch (thrown) {
      say(errorWords(thrown));
      return;
    }
    if (clip === gone.id) leavePlayer();
    if (detailed === gone.id) setDetailed(null);
    say(t("library.trashed"), {
      label: t("app.undo"),
      run: () => void clips.restore(gone.id).catch((thrown: unknown) => say(errorWords(thrown))),
    });
  };
  const continueFrom = (picture: PictureView) => {
    drafts.update((draft) => withFirstPicture(draft, picture));
    go("create");
    say(t("player.continued"));
  };
  const reuse = (of: ClipView) => {
    drafts.update((draft) => draftOfClip(draft, of));
    go("create");
    say(t("player.reused"));
  };
  const usePicture = (picture: PictureView) => {
    const { pictures } = drafts.get();
    const has = pictures.some((other) => other.id === picture.id);
    if (!has && pictures.length >= most) return say(t("pictures.dropFull"));
    drafts.update((draft) => withPictureAt(draft, picture, draft.pictures.length));
    go("create");
    if (has) return say(t("details.pictureThere"));
    say(t("details.pictureUsed"), {
      label: t("app.undo"),
      run: () => drafts.update((draft) => withoutPicture(draft, picture.id)),
    });
  };
  const edit = useSteady((of: JobView, spot: EditSpot) => {
    const before = drafts.get();
    drafts.update((draft) => draftOfClip(draft, of));
    go("create");
    setWanted({ spot });
    say(t("queue.editing"), { label: t("app.undo"), run: () => drafts.update(() => before) });
  });
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
          <div className={styles.places} inert={clip !== null}>
            {room(
              "create",
              <Create
                shown={place === "create" && clip === null}
                wanted={wanted}
                onOpenClip={openClip}
                onOpenSettings={openSettings}
              />,
            )}
            {visited.has("library") &&
              room(
                "library",
                <Library
                  shown={place === "library" && clip === null}
                  searchRef={search}
                  onOpenClip={openClip}
                  onDetails={setDetailed}
                  onTrash={trash}
                  onCreate={() => go("create")}
                />,
              )}
            {visited.has("settings") &&
              room("settings", <Settings shown={place === "settings"} onShortcuts={() => setSheet(true)} />)}
          </div>
          {clip !== null && (
            <ErrorBoundary fallback={(again) => <Broken onAgain={again} />}>
              <Player
                key={clip}
                id={clip}
                detailsOpen={detailed !== null}
                onLeave={leavePlayer}
                onTrash={trash}
                onContinue={continueFrom}
                onReuse={reuse}
                onDetails={toggleDetails}
              />
            </ErrorBoundary>
          )}
        </div>
        {detailed !== null && (
          <ErrorBoundary fallback={(again) => <Broken onAgain={again} />}>
            <Details
              key={detailed}
              id={detailed}
              onClose={() => setDetailed(null)}
              onReuse={reuse}
              onUsePicture={usePicture}
              onOpen={openClip}
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
