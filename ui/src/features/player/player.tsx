// The clip fills the room; the transport is below it. Opened over whatever place was in front.

import { FileX } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useApp, useClip } from "../../api/hooks";
import type { ClipView, PictureView } from "../../api/types";
import { Button } from "../../components/button";
import { Empty } from "../../components/empty";
import { ClipActions } from "./clip-actions";
import styles from "./player.module.css";
import { PlayerHead } from "./player-head";
import { Transport } from "./transport";
import { useClipCommands } from "./use-clip-commands";
import { usePlayerKeys } from "./use-player-keys";
import { useTransport } from "./use-transport";

interface Props {
  id: string;
  onLeave: () => void;
  onTrash: (clip: ClipView) => Promise<void>;
  onContinue: (picture: PictureView) => void;
  onReuse: (clip: ClipView) => void;
}

export function Player(props: Props) {
  const { t } = useTranslation();
  const { id, onLeave } = props;
  const { data: clip, isError } = useClip(id);
  const room = useRef<HTMLElement>(null);

  useEffect(() => {
    room.current?.focus();
  }, []);
  useEffect(() => {
    if (clip) return;
    const leave = (event: KeyboardEvent) => event.key === "Escape" && onLeave();
    window.addEventListener("keydown", leave);
    return () => window.removeEventListener("keydown", leave);
  }, [clip, onLeave]);

  return (
    <section className={styles.player} aria-label={t("player.title")} tabIndex={-1} ref={room}>
      {clip ? (
        <Loaded {...props} clip={clip} room={room} />
      ) : (
        <Empty
          role={isError ? "alert" : "status"}
          icon={<FileX size={32} strokeWidth={1.5} />}
          title={t(isError ? "player.gone" : "player.loading")}
          action={<Button onClick={onLeave}>{t("player.back")}</Button>}
        />
      )}
    </section>
  );
}

interface LoadedProps extends Props {
  clip: ClipView;
  room: React.RefObject<HTMLElement | null>;
}

function Loaded({ clip, room, onLeave, onTrash, onContinue, onReuse }: LoadedProps) {
  const { t } = useTranslation();
  const platform = useApp((app) => app.platform);
  const video = useRef<HTMLVideoElement>(null);
  const transport = useTransport(video, clip);
  const commands = useClipCommands(clip, { onTrash, onContinue });
  const fullScreen = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void room.current?.requestFullscreen?.().catch(() => {});
  };
  usePlayerKeys({ transport, fullScreen, leave: onLeave, ...commands });
  const broken = clip.missing || transport.failed;

  return (
    <>
      <PlayerHead clip={clip} commands={commands} onLeave={onLeave} />
      <div className={styles.screen}>
        {/* A click on the picture is the pointer's way to play; the button and the keys are the others. */}
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
          hidden={broken}
          aria-label={clip.prompt}
          onClick={transport.toggle}
        />
        {broken && (
          <Empty
            role="alert"
            icon={<FileX size={32} strokeWidth={1.5} />}
            title={t(
              clip.missing
                ? "player.missing"
                : platform === "linux"
                  ? "player.cannotPlayLinux"
                  : "player.cannotPlay",
            )}
            {...(clip.missing ? { hint: t("player.missingHelp") } : {})}
            action={
              <Button onClick={clip.missing ? commands.reveal : commands.openOutside}>
                {t(clip.missing ? "player.reveal" : "player.openOutside")}
              </Button>
            }
          />
        )}
      </div>
      <Transport clip={clip} transport={transport} onFullScreen={fullScreen} />
      <ClipActions clip={clip} commands={commands} frame={transport.frame} onReuse={() => onReuse(clip)} />
    </>
  );
}
