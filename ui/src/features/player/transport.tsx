import { Maximize, Pause, Play, Repeat, StepBack, StepForward, Volume2, VolumeX } from "lucide-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { IconButton } from "../../components/button";
import { SelectField } from "../../components/select-field";
import { position } from "../../lib/time";
import styles from "./transport.module.css";
import { SPEEDS, type TransportState } from "./use-transport";

interface Props {
  clip: ClipView;
  transport: TransportState;
  onFullScreen: () => void;
}

export function Transport({ clip, transport, onFullScreen }: Props) {
  const { t } = useTranslation();
  const { playing, time, duration, frame } = transport;
  const frames = Math.max(1, clip.frames);
  const words = t("player.frame", { frame: frame + 1, frames: clip.frames });
  return (
    <div className={styles.transport}>
      {/* One step of the bar is one frame, so the arrow keys mean the same here as everywhere else. */}
      <input
        type="range"
        className={styles.scrub}
        aria-label={t("player.scrub")}
        aria-valuetext={words}
        min={0}
        max={frames - 1}
        step={1}
        value={frame}
        style={{ "--done": frames > 1 ? frame / (frames - 1) : 0 } as CSSProperties}
        onChange={(event) => transport.toFrame(Number(event.currentTarget.value))}
      />
      <div className={styles.row}>
        <div className={styles.group}>
          <IconButton
            size="large"
            label={t("player.frameBack")}
            keys=","
            onClick={() => transport.toFrame(frame - 1)}
          >
            <StepBack size={20} strokeWidth={1.5} aria-hidden="true" />
          </IconButton>
          <IconButton
            size="large"
            label={t(playing ? "player.pause" : "player.play")}
            keys="Space"
            data-testid="player-play"
            onClick={transport.toggle}
          >
            {playing ? (
              <Pause size={20} strokeWidth={1.5} aria-hidden="true" />
            ) : (
              <Play size={20} strokeWidth={1.5} aria-hidden="true" />
            )}
          </IconButton>
          <IconButton
            size="large"
            label={t("player.frameForward")}
            keys="."
            onClick={() => transport.toFrame(frame + 1)}
          >
            <StepForward size={20} strokeWidth={1.5} aria-hidden="true" />
          </IconButton>
        </div>
        <div className={styles.times}>
          <span>{`${position(time)} / ${position(duration)}`}</span>
          <span data-testid="player-frame">{words}</span>
        </div>
        <div className={styles.group}>
          <IconButton
            size="large"
            label={t("player.loop")}
            pressed={transport.loop}
            onClick={() => transport.setLoop(!transport.loop)}
          >
            <Repeat size={20} strokeWidth={1.5} aria-hidden="true" />
          </IconButton>
          <IconButton
            size="large"
            label={t(transport.muted ? "player.unmute" : "player.mute")}
            onClick={() => transport.setMuted(!transport.muted)}
          >
            {transport.muted ? (
              <VolumeX size={20} strokeWidth={1.5} aria-hidden="true" />
            ) : (
              <Volume2 size={20} strokeWidth={1.5} aria-hidden="true" />
            )}
          </IconButton>
          <input
            type="range"
            className={styles.volume}
            data-own-arrows
            aria-label={t("player.volume")}
            min={0}
            max={1}
            step={0.05}
            value={transport.muted ? 0 : transport.volume}
            style={{ "--done": transport.muted ? 0 : transport.volume } as CSSProperties}
            onChange={(event) => {
              transport.setMuted(false);
              transport.setVolume(Number(event.currentTarget.value));
            }}
          />
          <SelectField
            hideLabel
            label={t("player.speed")}
            value={String(transport.speed)}
            options={SPEEDS.map((speed) => ({
              value: String(speed),
              label: t("player.speedValue", { speed }),
            }))}
            onChange={(speed) => transport.setSpeed(Number(speed))}
          />
          <IconButton size="large" label={t("player.fullScreen")} keys="F" onClick={onFullScreen}>
            <Maximize size={20} strokeWidth={1.5} aria-hidden="true" />
          </IconButton>
        </div>
      </div>
    </div>
  );
}
