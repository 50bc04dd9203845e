import { Scan } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isHint } from "../../api/model-fit";
import type { ModelView, PictureView } from "../../api/types";
import { IconButton } from "../../components/button";
import { type Segment, Segmented } from "../../components/segmented";
import { nearestShape } from "../../lib/crop";
import { ratioOf } from "../../lib/shape";
import styles from "./shape-picker.module.css";

interface Props {
  value: string | null;
  model: ModelView | null;
  /** The first picture, which the shape can follow. */
  picture: PictureView | null;
  onChange: (ratio: string | null) => void;
}

/** In sight for every model, so that shapes do not come and go; one that a model does not take says why. */
const always = ["16:9", "9:16", "1:1"];
const names: Record<string, "create.shape16x9" | "create.shape9x16" | "create.shape1x1"> = {
  "16:9": "create.shape16x9",
  "9:16": "create.shape9x16",
  "1:1": "create.shape1x1",
};
const AUTO = "auto";

export function ShapePicker({ value, model, picture, onChange }: Props) {
  const { t } = useTranslation();
  const offered = model?.ratios ?? [];
  const ratios = new Set([...always, ...offered, ...(value === null ? [] : [value])]);
  /** A fact closes a shape; a hint only says so. */
  const untaken = (of: ModelView): Pick<Segment, "why" | "hint"> =>
    isHint(of, "ratios")
      ? { hint: t("create.shapeUnusual", { model: of.name }) }
      : { why: t("create.shapeUnavailable", { model: of.name }) };
  const shape = (ratio: string): Segment => {
    const name = names[ratio];
    const taken = offered.length === 0 || offered.includes(ratio);
    return {
      value: ratio,
      label: name ? t(name) : t("create.shapeOther", { ratio }),
      drawing: <Drawing ratio={ratioOf(ratio) ?? 1} />,
      ...(taken || !model ? {} : untaken(model)),
      testId: `ratio-${ratio}`,
    };
  };
  const takes = [...ratios].filter((ratio) => offered.length === 0 || offered.includes(ratio));
  const shapes = takes.flatMap((name) => {
    const ratio = ratioOf(name);
    return ratio === null ? [] : [{ name, ratio }];
  });
  const nearest = picture && nearestShape(picture, shapes);
  return (
    <div className={styles.shapes}>
      <Segmented
        label={t("create.shape")}
        hideLabel
        data-testid="ratio"
        value={value ?? AUTO}
        options={[
          { value: AUTO, label: t("create.decide"), drawing: t("create.decideShort"), testId: "ratio-auto" },
          ...[...ratios].map(shape),
        ]}
        onChange={(ratio) => onChange(ratio === AUTO ? null : ratio)}
      />
      {nearest && nearest !== value && (
        <IconButton
          icon={Scan}
          label={t("create.match")}
          hint={t("create.matchHint", { shape: nearest })}
          data-testid="match-picture"
          onClick={() => onChange(nearest)}
        />
      )}
    </div>
  );
}

/** All of about the same area, so that none looks more important for being wide. */
function Drawing({ ratio }: { ratio: number }) {
  const [width, height] = [13 * Math.sqrt(ratio), 13 / Math.sqrt(ratio)];
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <rect
        x={10 - width / 2}
        y={10 - height / 2}
        width={width}
        height={height}
        rx="2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    </svg>
  );
}
