// The clip fills the room; the transport is below it. Opened over whatever place was in front.
import { LayoutGrid } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFamily, useUnreadable } from "../../api/film";
import { useClip } from "../../api/hooks";
import type { ClipFamily, ClipView, PictureView } from "../../api/types";
import { Button, IconButton } from "../../components/button";
import { Empty } from "../../components/empty";
import { useSlow } from "../../components/use-slow";
import { titleOf } from "../../lib/format";
import type { AgainDoors } from "./again-menu";
import { ClipActions } from "./clip-actions";
import { CompareMenu } from "./compare-menu";
import { Leavable } from "./leavable";
import { DamagedFile, MissingFile, NoDecoder } from "./no-picture";
import styles from "./player.module.css";
import { PlayerHead } from "./player-head";
import { Takes } from "./takes";
import { Thread } from "./thread";
import { Transport } from "./transport";
import { useClipCommands } from "./use-clip-commands";
import { useFullScreen } from "./use-full-screen";
import type { Manners } from "./use-manners";
import { usePlayerKeys } from "./use-player-keys";
import { usePoster } from "./use-poster";
import { useTransport } from "./use-transport";

interface Props extends AgainDoors {
  id: string;
  manners: Manners;
  /** The panel beside the player is open; Esc is meant for it first. */
  detailsOpen: boolean;
  onLeave: () => void;
  onTrash: (clip: ClipView) => Promise<void>;
  onContinue: (picture: PictureView) => void;
  onDetails: (id: string) => void;
  /** Another clip of the same thread or the same press takes its place. */
  onWalk: (id: string) => void;
  onCompare: (id: string, other: string) => void;
}

export function Player(props: Props) {
  const { t } = useTranslation();
  const { id, manners, onWalk } = props;
  const { data: clip, isError, isPending } = useClip(id);
  const family = useFamily(id);
  const slow = useSlow(isPending);
  const room = useRef<HTMLElement>(null);
  const screen = useFullScreen();
  const [takes, setTakes] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another clip has taken the focused one's place
  useEffect(() => {
    if (!takes) room.current?.focus();
  }, [id, takes]);

  if (takes && family) {
    return (
      <Takes
        takes={family.takes}
        manners={manners}
        onOpen={(take) => {
          setTakes(false);
          onWalk(take);
        }}
        onLeave={() => setTakes(false)}
      />
    );
  }
  return (
    <section
      className={styles.player}
      data-full={screen.full}
      aria-label={t("player.title")}
      tabIndex={-1}
      ref={room}
    >
      {clip ? (
        <Loaded
          {...props}
          key={clip.id}
          clip={clip}
          family={family}
          screen={screen}
          manners={manners}
          onTakes={() => {
            // The details lie beside the room, and full screen is one clip's.
            screen.leave();
            setTakes(true);
          }}
        />
      ) : (
        <Leavable onLeave={props.onLeave} />
      )}
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

interface LoadedProps extends Props {
  clip: ClipView;
  family: ClipFamily | null;
  screen: ReturnType<typeof useFullScreen>;
  manners: Manners;
  onTakes: () => void;
}

function Loaded({ clip, family, screen, manners, detailsOpen, onTakes, ...doors }: LoadedProps) {
  const video = useRef<HTMLVideoElement>(null);
  const transport = useTransport(video, clip, manners);
  usePoster(video, clip);
  const commands = useClipCommands(clip, doors);
  const besides = detailsOpen && !screen.full;
  const thread = family && family.thread.length > 1 ? family.thread : null;
  const walk = (by: 1 | -1) => {
    const next = thread?.[thread.findIndex((one) => one.id === clip.id) + by];
    return next ? () => doors.onWalk(next.id) : null;
  };
  const leave = besides ? null : doors.onLeave;
  usePlayerKeys({ transport, fullScreen: screen.toggle, walk, leave, ...commands });
  const broken = clip.missing || transport.failed;
  const unreadable = useUnreadable(clip);
  const damaged = transport.failed && unreadable;
  const reuse = () => doors.onReuse(clip);

  return (
    <>
      <PlayerHead
        clip={clip}
        commands={commands}
        detailsOpen={besides}
        onDetails={() => {
          // The details lie beside the room, so the room makes way for them.
          if (screen.full) screen.leave();
          if (!screen.full || !detailsOpen) doors.onDetails(clip.id);
        }}
        onLeave={doors.onLeave}
      >
        {family && family.takes.length > 1 && <TakesButton count={family.takes.length} onClick={onTakes} />}
        <CompareMenu clip={clip} family={family} onCompare={doors.onCompare} />
      </PlayerHead>
      <div className={styles.screen}>
        <Film clip={clip} video={video} hidden={broken} onClick={transport.toggle} />
        {clip.missing ? (
          <MissingFile clip={clip} onReuse={reuse} />
        ) : damaged ? (
          <DamagedFile commands={commands} onReuse={reuse} />
        ) : (
          transport.failed && <NoDecoder commands={commands} />
        )}
      </div>
      <div className={styles.console}>
        <Transport
          clip={clip}
          transport={transport}
          manners={manners}
          disabled={broken}
          full={screen.full}
          onFullScreen={screen.toggle}
        />
        <ClipActions
          clip={clip}
          commands={commands}
          transport={transport}
          alone={!besides}
          disabled={clip.missing || damaged}
          onReuse={doors.onReuse}
          onVariations={doors.onVariations}
          onOtherModel={doors.onOtherModel}
        />
        {thread && <Thread thread={thread} id={clip.id} onOpen={doors.onWalk} />}
      </div>
    </>
  );
}

function TakesButton({ count, onClick }: { count: number; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <IconButton
      icon={LayoutGrid}
      label={t("player.takes", { count })}
      side="bottom"
      data-testid="takes-open"
      onClick={onClick}
    />
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
      aria-label={titleOf(clip)}
      onClick={onClick}
    />
  );
}
