// The window's frame: the rail, the three places, the queue, and what lies over them.
import { Clapperboard, Settings as Gear, LibraryBig, RotateCcw } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { draftOfClip, withFirstPicture } from "./api/draft";
import { useDraftStore } from "./api/draft-store";
import { useApp, useClipActions, useStudio } from "./api/hooks";
import type { ClipView, PictureView } from "./api/types";
import { useErrorWords } from "./api/use-error-words";
import styles from "./app.module.css";
import { type Place, useLook, useShortcuts } from "./app-effects";
import { Button } from "./components/button";
import { Empty } from "./components/empty";
import { ErrorBoundary } from "./components/error-boundary";
import { PracticeTag } from "./components/practice-tag";
import { say } from "./components/toasts";
import { Create } from "./features/create/create";
import { Library } from "./features/library/library";
import { Onboarding } from "./features/onboarding/onboarding";
import { Player } from "./features/player/player";
import { Queue } from "./features/queue/queue";
import { Settings } from "./features/settings/settings";
import { ShortcutSheet } from "./features/settings/shortcut-sheet";
import { commandName } from "./lib/keys";

const places = [
  { name: "create", icon: Clapperboard, key: "1" },
  { name: "library", icon: LibraryBig, key: "2" },
  { name: "settings", icon: Gear, key: "," },
] as const;

export function Frame() {
  const settings = useApp((app) => app.settings);
  useLook(settings);
  return settings.onboarded ? <Rooms practice={settings.practice} /> : <Onboarding />;
}

function Rooms({ practice }: { practice: boolean }) {
  const { t } = useTranslation();
  const platform = useApp((app) => app.platform);
  const dragOver = useStudio((studio) => studio.dragOver) ?? false;
  const drafts = useDraftStore();
  const clips = useClipActions();
  const errorWords = useErrorWords();
  const [place, setPlace] = useState<Place>("create");
  const [visited, setVisited] = useState<ReadonlySet<Place>>(new Set(["create"]));
  const [clip, setClip] = useState<string | null>(null);
  const [sheet, setSheet] = useState(false);
  const opener = useRef<Element | null>(null);
  const search = useRef<HTMLInputElement>(null);

  const go = (to: Place) => {
    setPlace(to);
    setVisited((before) => (before.has(to) ? before : new Set([...before, to])));
    setClip(null);
  };
  const openClip = (id: string) => {
    opener.current = document.activeElement;
    setClip(id);
  };
  const leavePlayer = () => {
    setClip(null);
    const back = opener.current;
    // After the place is no longer inert, or it would not take the focus.
    requestAnimationFrame(() => back instanceof HTMLElement && back.isConnected && back.focus());
  };
  const findInLibrary = () => {
    go("library");
    requestAnimationFrame(() => search.current?.focus());
  };
  useShortcuts({ go, find: findInLibrary, help: () => setSheet(true) });

  const trash = async (gone: ClipView) => {
    try {
      await clips.trash(gone.id);
    } catch (thrown) {
      say(errorWords(thrown));
      return;
    }
    if (clip === gone.id) leavePlayer();
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

  const room = (name: Place, children: ReactNode) => (
    <div key={name} className={styles.place} hidden={place !== name}>
      <ErrorBoundary fallback={(again) => <Broken onAgain={again} />}>{children}</ErrorBoundary>
    </div>
  );

  return (
    <div className={styles.frame}>
      <nav className={styles.rail} aria-label={t("app.places")}>
        {places.map(({ name, icon: Icon, key }) => (
          <button
            key={name}
            type="button"
            className={styles.nav}
            data-testid={`nav-${name}`}
            aria-current={place === name ? "page" : undefined}
            title={t("app.shortcutHint", { label: t(`nav.${name}`), keys: `${commandName(platform)}${key}` })}
            onClick={() => go(name)}
          >
            <Icon size={20} strokeWidth={1.5} aria-hidden="true" />
            <span>{t(`nav.${name}`)}</span>
          </button>
        ))}
        {practice && <PracticeTag label={t("app.practice")} hint={t("app.practiceHint")} />}
      </nav>
      <main className={styles.middle}>
        <div className={styles.places} inert={clip !== null}>
          {room(
            "create",
            <Create
              shown={place === "create" && clip === null}
              onOpenClip={openClip}
              onOpenSettings={() => go("settings")}
            />,
          )}
          {visited.has("library") &&
            room(
              "library",
              <Library
                shown={place === "library" && clip === null}
                searchRef={search}
                onOpenClip={openClip}
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
              onLeave={leavePlayer}
              onTrash={trash}
              onContinue={continueFrom}
              onReuse={reuse}
            />
          </ErrorBoundary>
        )}
      </main>
      <Queue onOpenClip={openClip} onOpenSettings={() => go("settings")} />
      {dragOver && (
        <div className={styles.drop} aria-hidden="true">
          <span className={styles.dropWords}>{t("pictures.dropNow")}</span>
        </div>
      )}
      <ShortcutSheet open={sheet} onOpenChange={setSheet} />
    </div>
  );
}

function Broken({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty
      role="alert"
      icon={<RotateCcw size={32} strokeWidth={1.5} />}
      title={t("app.crashed")}
      hint={t("app.crashedHelp")}
      action={<Button onClick={onAgain}>{t("app.openAgain")}</Button>}
    />
  );
}
