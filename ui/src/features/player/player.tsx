// The clip fills the room; the transport is below it. Opened over whatever place was in front.
import { type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useClip } from "../../api/hooks";
import type { ClipView, PictureView } from "../../api/types";
import { Button } from "../../components/button";
import { Empty } from "../../components/empty";
import { useSlow } from "../../components/use-slow";
import { ClipActions } from "./clip-actions";
import { MissingFile, NoDecoder } from "./no-picture";
import styles from "./player.module.css";
import { PlayerHead } from "./player-head";
import { Transport } from "./transport";
import { useClipCommands } from "./use-clip-commands";
import { useFullScreen } from "./use-full-screen";
import { usePlayerKeys } from "./use-player-keys";
import { useTransport } from "./use-transport";

interface Props {
  id: string;
  /** The panel beside the player is open; Esc is meant for it first. */
  detailsOpen: boolean;
  onLeave: () => void;
  onTrash: (clip: ClipView) => Promise<void>;
  onContinue: (picture: PictureView) => void;
  onReuse: (clip: ClipView) => void;
  onDetails: (id: string) => void;
}

export function Player(props: Props) {
  const { t } = useTranslation();
  const { data: clip, isError, isPending } = useClip(props.id);
  const slow = useSlow(isPending);
  const room = useRef<HTMLElement>(null);
  const screen = useFullScreen();

  useEffect(() => {
    room.current?.focus();
  }, []);

  return (
    <section
      className={styles.player}
      data-full={screen.full}
      aria-label={t("player.title")}
      tabIndex={-1}
      ref={room}
    >
      {clip ? <Loaded {...props} clip={clip} screen={screen} /> : <Leavable {...props} />}
      {(isError || slow) && !clip && (
        <Empty
          role={isError ? "alert" : "status"}
          art={isError ? "nothing" : "waiting"}
          title={t(isError ? "player.gone" : "player.loading")}
          action={<Button onClick={props.onLeave}>{t("player.back")}</Button>}
        />
      )}
    </section>
  );
}

/** Before there is a clip, Esc leads away all the same. */
function Leavable({ onLeave }: Pick<Props, "onLeave">) {
  useEffect(() => {
    const leave = (event: KeyboardEvent) => event.key === "Escape" && onLeave();
    window.addEventListener("keydown", leave);
    return () => window.removeEventListener("keydown", leave);
  }, [onLeave]);
  return null;
}

interface LoadedProps extends Props {
  clip: ClipView;
  screen: ReturnType<typeof useFullScreen>;
}

function Loaded({
  clip,
  screen,
  detailsOpen,
  onLeave,
  onTrash,
  onContinue,
  onReuse,
  onDetails,
}: LoadedProps) {
  const video = useRef<HTMLVideoElement>(null);
  const transport = useTransport(video, clip);
  const commands = useClipCommands(clip, { onTrash, onContinue });
  const besides = detailsOpen && !screen.full;
  usePlayerKeys({ transport, fullScreen: screen.toggle, leave: besides ? null : onLeave, ...commands });
  const broken = clip.missing || transport.failed;

  return (
    <>
      <PlayerHead
        clip={clip}
        commands={commands}
        detailsOpen={besides}
        onDetails={() => {
          // The details lie beside the room, so the room makes way for them.
          if (screen.full) screen.leave();
          if (!screen.full || !detailsOpen) onDetails(clip.id);
        }}
        onLeave={onLeave}
      />
      <div className={styles.screen}>
        <Film clip={clip} video={video} hidden={broken} onClick={transport.toggle} />
        {clip.missing ? (
          <MissingFile clip={clip} onReuse={() => onReuse(clip)} />
        ) : (
          transport.failed && <NoDecoder commands={commands} />
        )}
      </div>
      <div className={styles.console}>
        <Transport
          clip={clip}
          transport={transport}
          disabled={broken}
          full={screen.full}
          onFullScreen={screen.toggle}
        />
        <ClipActions
          clip={clip}
          commands={commands}
          clock={transport.clock}
          disabled={clip.missing}
          alone={!besides}
          onReuse={() => onReuse(clip)}
        />
      </div>
    </>
  );
}

interface FilmProps {
  clip: ClipView;
  video: RefObject<HTMLVideoElement | null>;
  hidden: boolean;
  onClick: () => void;
}

/** A click on the picture is the pointer's way to play; the button and the keys are the others. */
function Film({ clip, video, hidden, onClick }: FilmProps) {
  return (
    <video
      ref={video}
      className={styles.video}
      data-testid="player"
      src={clip.missing ? undefined : clip.videoUrl}
      poster={clip.posterUrl}
      width={clip.width}
      height={clip.height}
      preload="auto"
      crossOrigin="anonymous"
      playsInline
      hidden={hidden}
      aria-label={clip.prompt}
      onClick={onClick}
    />
  );
}
