// The parts of a transport that are the same for one film and for several.
import { Pause, Play, Repeat, StepBack, StepForward } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../components/button";
import { Select } from "../../components/select";
import { endOfFrame, type FrameClock, type Reel, startOfFrame } from "../../lib/frames";
import { position } from "../../lib/time";
import styles from "./transport.module.css";
import { SPEEDS } from "./use-manners";
import { useFrame } from "./use-transport";

interface StepsProps {
  playing: boolean;
  disabled?: boolean;
  step: (by: number) => void;
  toggle: () => void;
  before?: ReactNode;
  after?: ReactNode;
}

export function Steps({ playing, disabled = false, step, toggle, before, after }: StepsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.buttons}>
      {before}
      <IconButton
        size="large"
        icon={StepBack}
        label={t("player.frameBack")}
        keys=","
        disabled={disabled}
        onClick={() => step(-1)}
      />
      <IconButton
        size="large"
        className={styles.play}
        icon={playing ? Pause : Play}
        label={t(playing ? "player.pause" : "player.play")}
        keys="Space"
        data-testid="player-play"
        disabled={disabled}
        onClick={toggle}
      />
      <IconButton
        size="large"
        icon={StepForward}
        label={t("player.frameForward")}
        keys="."
        disabled={disabled}
        onClick={() => step(1)}
      />
      {after}
    </div>
  );
}

/** The only part that is drawn anew with every frame, beside the bar. */
export function Times({ clock, reel }: { clock: FrameClock; reel: Reel }) {
  const { t } = useTranslation();
  const frame = useFrame(clock);
  return (
    <div className={styles.times}>
      <span className={styles.time}>
        {position(startOfFrame(frame, reel))}
        <span className={styles.whole}>{` / ${position(endOfFrame(reel.frames - 1, reel))}`}</span>
      </span>
      <span className={styles.whole} data-testid="player-frame">
        {t("player.frame", { frame: frame + 1, frames: reel.frames })}
      </span>
    </div>
  );
}

interface SpeedProps {
  speed: number;
  disabled?: boolean;
  onChange: (speed: number) => void;
}

export function Speed({ speed, disabled = false, onChange }: SpeedProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.speed}>
      <Select
        kind="inline"
        hideLabel
        label={t("player.speed")}
        hint={t("player.speedHint")}
        data-testid="player-speed"
        value={String(speed)}
        options={SPEEDS.map((one) => ({ value: String(one), label: t("player.speedValue", { speed: one }) }))}
        disabled={disabled}
        onChange={(next) => onChange(Number(next))}
      />
    </div>
  );
}

interface LoopProps {
  loop: boolean;
  disabled?: boolean;
  onChange: (loop: boolean) => void;
}

export function Loop({ loop, disabled = false, onChange }: LoopProps) {
  const { t } = useTranslation();
  return (
    <IconButton
      size="large"
      className={styles.toggle}
      icon={Repeat}
      label={t("player.loop")}
      aria-pressed={loop}
      disabled={disabled}
      onClick={() => onChange(!loop)}
    />
  );
}
