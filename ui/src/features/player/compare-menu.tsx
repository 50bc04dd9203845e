import { Columns2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNewestClips } from "../../api/film";
import { useApp } from "../../api/hooks";
import type { ClipFamily, ClipView } from "../../api/types";
import { IconButton } from "../../components/button";
import { Menu, type MenuItem } from "../../components/menu";
import { comparable } from "../../lib/comparable";
import { oneLine } from "../../lib/text";

interface Props {
  clip: ClipView;
  family: ClipFamily | null;
  onCompare: (id: string, other: string) => void;
}

/** What a clip can be held beside: its kin first, then what was made last. */
export function CompareMenu({ clip, family, onCompare }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const newest = useNewestClips(asked);
  const models = useApp((app) => app.models);
  const named = (one: ClipView) => models.find((model) => model.id === one.model)?.name ?? one.model;
  const item = (label: string, one: ClipView): MenuItem => ({
    id: one.id,
    label,
    picture: one.posterUrl,
    testId: "compare-with",
    onSelect: () => onCompare(clip.id, one.id),
  });
  const { takes, thread, same, recent } = comparable(clip, family, newest);
  const numberIn = (all: readonly ClipView[] | undefined, one: ClipView) =>
    (all?.findIndex((other) => other.id === one.id) ?? 0) + 1;
  const groups = [
    takes.map((one) => item(t("player.take", { number: numberIn(family?.takes, one) }), one)),
    thread.map((one) =>
      item(
        t("player.threadClip", {
          number: numberIn(family?.thread, one),
          count: family?.thread.length ?? 1,
          title: oneLine(one.prompt, TITLE),
        }),
        one,
      ),
    ),
    same.map((one) => item(named(one), one)),
    recent.map((one) => item(oneLine(one.prompt, TITLE) || one.name, one)),
  ];
  const none = asked && groups.every((group) => group.length === 0);
  return (
    <Menu
      groups={none ? [[{ label: t("player.compareNone"), disabled: true, onSelect: () => {} }]] : groups}
      titles={{
        0: t("player.compareTakes"),
        1: t("player.compareThread"),
        2: t("player.compareSame"),
        3: t("player.compareRecent"),
      }}
      trigger={
        <IconButton
          icon={Columns2}
          label={t("player.compareWith")}
          side="bottom"
          data-testid="compare-menu"
          disabled={clip.missing}
        />
      }
      onOpenChange={(open) => {
        if (open) setAsked(true);
      }}
    />
  );
}

/** As much of a prompt as a menu has room for. */
const TITLE = 44;
