// Two clips beside one another, or one wiped over the other, in step.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApp, useClip } from "../../api/hooks";
import type { ClipView } from "../../api/types";
import { Button } from "../../components/button";
import { Divider } from "../../components/divider";
import { Empty } from "../../components/empty";
import { Segmented } from "../../components/segmented";
import { useSlow } from "../../components/use-slow";
import { titleOf } from "../../lib/format";
import styles from "./compare.module.css";
import { Leavable } from "./leavable";
import room from "./player.module.css";
import { Together } from "./together";
import type { Manners } from "./use-manners";

interface Props {
  first: string;
  second: string;
  manners: Manners;
  onLeave: () => void;
}

export function Compare({ first, second, manners, onLeave }: Props) {
  const { t } = useTranslation();
  const one = useClip(first);
  const other = useClip(second);
  const slow = useSlow(one.isPending || other.isPending);
  if (one.data && other.data)
    return <Both clips={[one.data, other.data]} manners={manners} onLeave={onLeave} />;
  const gone = one.isError || other.isError;
  return (
    <section className={room.player} aria-label={t("player.compare")}>
      <Leavable onLeave={onLeave} />
      {(gone || slow) && (
        <Empty
          role={gone ? "alert" : "status"}
          art={gone ? "nothing" : "waiting"}
          title={t(gone ? "player.gone" : "player.loading")}
          action={<Button onClick={onLeave}>{t("player.back")}</Button>}
        />
      )}
    </section>
  );
}

interface BothProps extends Pick<Props, "manners" | "onLeave"> {
  clips: [ClipView, ClipView];
}

function Both({ clips, manners, onLeave }: BothProps) {
  const { t } = useTranslation();
  const models = useApp((app) => app.models);
  const [wipe, setWipe] = useState<number | null>(null);
  const named = (clip: ClipView) => models.find((one) => one.id === clip.model)?.name ?? clip.model;
  const [one, other] = clips;
  return (
    <Together
      title={t("player.compare")}
      subtitle={one.prompt === other.prompt ? one.prompt : clips.map(titleOf).join(" / ")}
      clips={clips}
      manners={manners}
      wipe={wipe}
      testId="compare"
      choices={
        <Segmented
          label={t("player.compareAs")}
          hideLabel
          size="small"
          value={wipe === null ? "side" : "wipe"}
          data-testid="compare-as"
          options={[
            { value: "side", label: t("player.compareSide") },
            { value: "wipe", label: t("player.compareWipe") },
          ]}
          onChange={(as) => setWipe(as === "wipe" ? 50 : null)}
        />
      }
      over={
        wipe !== null && (
          <Divider
            className={styles.divider}
            label={t("player.compareDivider")}
            value={wipe}
            valueText={t("player.compareShare", { share: wipe })}
            data-testid="compare-wipe"
            onChange={setWipe}
          />
        )
      }
      caption={(clip, at, sound) => (
        <>
          <span className={styles.words}>
            <span className={styles.name}>{`${at === 0 ? "A" : "B"} · ${named(clip)}`}</span>
            <span className={styles.prompt} title={clip.name}>
              {clip.name}
            </span>
          </span>
          {sound}
        </>
      )}
      onLeave={onLeave}
    />
  );
}
