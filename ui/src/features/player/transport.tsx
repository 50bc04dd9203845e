import {
  Maximize,
  Minimize,
  Pause,
  Play,
  Repeat,
  StepBack,
  StepForward,
  Volume2,
  VolumeX,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { IconButton } from "../../components/button";
import { Select } from "../../components/select";
import { Slider } from "../../components/slider";
import { startOfFrame } from "../../lib/frames";
import { position } from "../../lib/time";
import { Scrub } from "./scrub";
import styles from "./transport.module.css";
import { SPEEDS, type TransportState, useFrame } from "./use-transport";

interface Props {
  clip: ClipView;
  transport: TransportState;
  /** There is nothing to play; the place above says why. */
  disabled: boolean;
  full: boolean;
  onFullScreen: () => void;
}

export function Transport({ clip, transport, disabled, full, onFullScreen }: Props) {
  const { t } = useTranslation();
  const { playing, muted, volume, loop } = transport;
  const heard = muted ? 0 : volume;
  return (
    <div className={styles.transport}>
      <Scrub clip={clip} transport={transport} disabled={disabled} />
      <div className={styles.row}>
        <Times clip={clip} transport={transport} />
        <div className={styles.group}>
          <IconButton
            size="large"
            icon={StepBack}
            label={t("player.frameBack")}
            keys=","
            disabled={disabled}
            onClick={() => transport.step(-1)}
          />
          <IconButton
            size="large"
            className={styles.play}
            icon={playing ? Pause : Play}
            label={t(playing ? "player.pause" : "player.play")}
            keys="Space"
            data-testid="player-play"
            disabled={disabled}
            onClick={transport.toggle}
          />
          <IconButton
            size="large"
            icon={StepForward}
            label={t("player.frameForward")}
            keys="."
            disabled={disabled}
            onClick={() => transport.step(1)}
          />
        </div>
        <div className={styles.options}>
          <div className={styles.speed}>
            <Select
              kind="inline"
              hideLabel
              label={t("player.speed")}
              data-testid="player-speed"
              value={String(transport.speed)}
              options={SPEEDS.map((speed) => ({
                value: String(speed),
                label: t("player.speedValue", { speed }),
              }))}
              disabled={disabled}
              onChange={(speed) => transport.setSpeed(Number(speed))}
            />
          </div>
          <IconButton
            size="large"
            className={styles.toggle}
            icon={Repeat}
            label={t("player.loop")}
            aria-pressed={loop}
            disabled={disabled}
            onClick={() => transport.setLoop(!loop)}
          />
          <div className={styles.group}>
            <IconButton
              size="large"
              icon={heard === 0 ? VolumeX : Volume2}
              label={t(muted ? "player.unmute" : "player.mute")}
              disabled={disabled}
              onClick={() => transport.setMuted(!muted)}
            />
            <Slider
              kind="quiet"
              className={styles.volume}
              label={t("player.volume")}
              valueText={`${Math.round(heard * 100)}%`}
              min={0}
              max={1}
              step={0.05}
              largeStep={0.2}
              value={heard}
              disabled={disabled}
              onChange={(value) => {
                transport.setMuted(false);
                transport.setVolume(value);
              }}
            />
          </div>
          <IconButton
            size="large"
            icon={full ? Minimize : Maximize}
            label={t(full ? "player.leaveFullScreen" : "player.fullScreen")}
            keys="F"
            onClick={onFullScreen}
          />
        </div>
      </div>
    </div>
  );
}

/** The only part that is drawn anew with every frame, beside the bar. */
function Times({ clip, transport: { clock, reel } }: Pick<Props, "clip" | "transport">) {
  const { t } = useTranslation();
  const frame = useFrame(clock);
  return (
    <div className={styles.times}>
      <span className={styles.time}>
        {position(startOfFrame(frame, reel))}
        <span className={styles.whole}>{` / ${position(clip.durationMs / 1000)}`}</span>
      </span>
      <span className={styles.whole} data-testid="player-frame">
        {t("player.frame", { frame: frame + 1, frames: clip.frames })}
      </span>
    </div>
  );
}
