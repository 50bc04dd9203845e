import { ArrowRightFromLine, ArrowRightToLine, Maximize, Minimize, Volume2, VolumeX, X } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { IconButton } from "../../components/button";
import { Slider } from "../../components/slider";
import { endOfFrame, startOfFrame } from "../../lib/frames";
import { position } from "../../lib/time";
import { Scrub } from "./scrub";
import styles from "./transport.module.css";
import { Loop, Speed, Steps, Times } from "./transport-parts";
import type { Manners } from "./use-manners";
import type { TransportState } from "./use-transport";

interface Props {
  clip: ClipView;
  transport: TransportState;
  manners: Manners;
  /** There is nothing to play; the place above says why. */
  disabled: boolean;
  full: boolean;
  onFullScreen: () => void;
}

export function Transport({ clip, transport, manners, disabled, full, onFullScreen }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.transport}>
      <Scrub clip={clip} transport={transport} disabled={disabled} />
      <div className={styles.row}>
        <div className={styles.numbers}>
          <Times clock={transport.clock} reel={transport.reel} />
          <Marked transport={transport} />
        </div>
        <Steps
          {...transport}
          disabled={disabled}
          before={
            <IconButton
              size="large"
              icon={ArrowRightFromLine}
              label={t("player.markIn")}
              keys="I"
              data-testid="player-in"
              disabled={disabled}
              onClick={transport.markIn}
            />
          }
          after={
            <IconButton
              size="large"
              icon={ArrowRightToLine}
              label={t("player.markOut")}
              keys="O"
              data-testid="player-out"
              disabled={disabled}
              onClick={transport.markOut}
            />
          }
        />
        <div className={styles.options}>
          <Speed speed={manners.speed} disabled={disabled} onChange={manners.setSpeed} />
          <Loop loop={manners.loop} disabled={disabled} onChange={manners.setLoop} />
          <Volume manners={manners} disabled={disabled} />
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

function Volume({ manners, disabled }: Pick<Props, "manners" | "disabled">) {
  const { t } = useTranslation();
  const { muted, setMuted, volume, setVolume } = manners;
  const heard = muted ? 0 : volume;
  // As loud as it was before it was turned down to nothing.
  const loud = useRef(1);
  if (volume > 0) loud.current = volume;
  return (
    <div className={styles.group}>
      <IconButton
        size="large"
        icon={heard === 0 ? VolumeX : Volume2}
        label={t(heard === 0 ? "player.unmute" : "player.mute")}
        disabled={disabled}
        onClick={() => {
          setMuted(heard > 0);
          if (volume === 0) setVolume(loud.current);
        }}
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
          setMuted(false);
          setVolume(value);
        }}
      />
    </div>
  );
}

/** Where the range lies, and the way out of it. */
function Marked({ transport: { range, reel, setRange } }: Pick<Props, "transport">) {
  const { t } = useTranslation();
  if (!range) return null;
  const from = position(startOfFrame(range.first, reel));
  const to = position(endOfFrame(range.last, reel));
  return (
    <div className={styles.marked}>
      <div className={styles.times} data-testid="player-range">
        <span>{t("player.range", { from, to })}</span>
        <span className={styles.whole}>
          {t("player.rangeFrames", { first: range.first + 1, last: range.last + 1 })}
        </span>
      </div>
      <IconButton
        size="small"
        icon={X}
        label={t("player.rangeClear")}
        data-testid="range-clear"
        onClick={() => setRange(null)}
      />
    </div>
  );
}
