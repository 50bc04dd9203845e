// Clips beside one another under one transport: the takes of a press, or two that are compared.
import { ArrowLeft, Volume2, VolumeX } from "lucide-react";
import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ClipView } from "../../api/types";
import { IconButton } from "../../components/button";
import { Slider } from "../../components/slider";
import { useRoom } from "../../components/use-room";
import { tileRatio } from "../../lib/shape";
import { fitInto, tile } from "../../lib/tiling";
import room from "./player.module.css";
import head from "./player-head.module.css";
import styles from "./together.module.css";
import { TogetherFilm } from "./together-film";
import bar from "./transport.module.css";
import { Loop, Speed, Steps, Times } from "./transport-parts";
import { moveOf, useKeys } from "./use-keys";
import type { Manners } from "./use-manners";
import { type TogetherState, useTogether } from "./use-together";
import { useFrame } from "./use-transport";

interface Props {
  title: string;
  /** What they have in common. */
  subtitle: string;
  clips: readonly ClipView[];
  manners: Manners;
  /** Where the second lies over the first, in percent from the left; null stands them side by side. */
  wipe?: number | null;
  /** What lies over the films, such as the divider of the wipe. */
  over?: ReactNode;
  /** At the end of the head. */
  choices?: ReactNode;
  testId: string;
  /** What stands under a film; the button that makes it heard is given. */
  caption: (clip: ClipView, at: number, sound: ReactNode) => ReactNode;
  /** A film that is a button; else a press on it plays and pauses all. */
  press?: { label: (at: number) => string; run: (clip: ClipView) => void };
  onLeave: () => void;
}

export function Together({ title, subtitle, clips, manners, testId, choices, onLeave, ...films }: Props) {
  const { t } = useTranslation();
  const together = useTogether(clips, manners);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    place.current?.focus();
  }, []);
  useKeys((key) => moveOf(key, together) ?? (key.key === "Escape" && !key.altKey ? onLeave : null));
  return (
    <section className={room.player} aria-label={title} tabIndex={-1} ref={place} data-testid={testId}>
      <header className={head.head}>
        <IconButton icon={ArrowLeft} label={t("player.back")} keys="Esc" side="bottom" onClick={onLeave} />
        <div className={head.words}>
          <h1 className={head.prompt}>{title}</h1>
          <p className={head.facts}>
            <span className={head.fact}>{subtitle}</span>
          </p>
        </div>
        {choices && <div className={head.buttons}>{choices}</div>}
      </header>
      <Films {...films} clips={clips} together={together} volume={manners.volume} />
      <Bar together={together} manners={manners} />
    </section>
  );
}

type FilmsProps = Pick<Props, "clips" | "wipe" | "over" | "caption" | "press"> & {
  together: TogetherState;
  volume: number;
};

function Films({ clips, together, volume, wipe = null, over, caption, press }: FilmsProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  // One at most: several sounds at once are none.
  const [heard, setHeard] = useState<string | null>(null);
  const size = useRoom(box, "li", "[data-caption]");
  const ratios = clips.map(({ width, height }) => tileRatio(width, height));
  const { columns, height } = tile(ratios, size);
  const whole = fitInto(Math.max(...ratios), size);
  const style = {
    "--columns": columns,
    "--high": `${wipe === null ? height : whole.height}px`,
    "--wide": `${whole.width}px`,
    "--wipe": `${wipe ?? 0}%`,
  } as CSSProperties;
  return (
    <div className={styles.stage} ref={box}>
      <div className={styles.tiles} data-wipe={wipe !== null} style={style}>
        <ul className={styles.list}>
          {clips.map((clip, at) => {
            const film = (
              <TogetherFilm
                clip={clip}
                together={together}
                heard={heard === clip.id}
                volume={volume}
                onClick={press ? undefined : together.toggle}
              />
            );
            const sound = (
              <IconButton
                size="small"
                icon={heard === clip.id ? Volume2 : VolumeX}
                label={t("player.hear")}
                data-testid="hear"
                aria-pressed={heard === clip.id}
                onClick={() => setHeard(heard === clip.id ? null : clip.id)}
              />
            );
            return (
              <li
                key={clip.id}
                className={styles.tile}
                style={{ "--ratio": ratios[at] } as CSSProperties}
                data-clip-id={clip.id}
                data-testid="take"
              >
                {press ? (
                  <button
                    type="button"
                    className={styles.film}
                    aria-label={press.label(at)}
                    onClick={() => press.run(clip)}
                  >
                    {film}
                  </button>
                ) : (
                  <div className={styles.film}>{film}</div>
                )}
                <div className={styles.caption} data-caption>
                  {caption(clip, at, sound)}
                </div>
              </li>
            );
          })}
        </ul>
        {over}
      </div>
    </div>
  );
}

function Bar({ together, manners }: { together: TogetherState; manners: Manners }) {
  const { t } = useTranslation();
  const { reel, clock } = together;
  const frame = useFrame(clock);
  return (
    <div className={styles.bar}>
      <Slider
        label={t("player.scrub")}
        valueText={t("player.frame", { frame: frame + 1, frames: reel.frames })}
        min={0}
        max={Math.max(1, reel.frames - 1)}
        step={1}
        largeStep={Math.max(1, Math.round(reel.fps))}
        value={frame}
        onChange={together.toFrame}
        data-testid="scrub"
      />
      <div className={bar.row}>
        <div className={bar.numbers}>
          <Times clock={clock} reel={reel} />
        </div>
        <Steps {...together} />
        <div className={bar.options}>
          <Speed speed={manners.speed} onChange={manners.setSpeed} />
          <Loop loop={manners.loop} onChange={manners.setLoop} />
        </div>
      </div>
    </div>
  );
}
