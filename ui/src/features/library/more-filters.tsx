import { SlidersHorizontal } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ClipShape, ClipSort } from "../../api/types";
import { Button } from "../../components/button";
import { Popover } from "../../components/popover";
import { Segmented } from "../../components/segmented";
import { Select } from "../../components/select";
import { Switch } from "../../components/switch";
import type { When } from "../../lib/time";
import styles from "./filters.module.css";
import type { Filtering } from "./use-filters";

const ANY = "any";

/** What is not needed every day: the shape, the pictures, the time, what is missing, and the order. */
export function MoreFilters({ filters }: { filters: Filtering }) {
  const { t } = useTranslation();
  const { filter, hiddenCount } = filters;
  const any = { value: ANY, label: t("library.any") };
  return (
    <Popover
      label={t("library.more")}
      className={styles.panel}
      align="end"
      trigger={
        <Button icon={SlidersHorizontal} data-testid="filter-more" data-count={hiddenCount}>
          {hiddenCount === 0 ? t("library.more") : t("library.moreCount", { count: hiddenCount })}
        </Button>
      }
    >
      <Segmented
        label={t("library.shape")}
        size="small"
        data-testid="filter-shape"
        value={filter.shape ?? ANY}
        options={[
          any,
          { value: "wide", label: t("library.wide"), testId: "filter-wide" },
          { value: "tall", label: t("library.tall"), testId: "filter-tall" },
          { value: "square", label: t("library.square"), testId: "filter-square" },
        ]}
        onChange={(shape) => filters.choose({ shape: shape === ANY ? null : (shape as ClipShape) })}
      />
      <Segmented
        label={t("library.madeFrom")}
        size="small"
        data-testid="filter-pictures"
        value={filter.pictures === null ? ANY : String(filter.pictures)}
        options={[
          any,
          { value: "true", label: t("library.fromPicture"), testId: "filter-picture" },
          { value: "false", label: t("library.fromWords"), testId: "filter-words" },
        ]}
        onChange={(made) => filters.choose({ pictures: made === ANY ? null : made === "true" })}
      />
      <Select
        label={t("library.when")}
        data-testid="filter-when"
        value={filters.when}
        options={[
          { value: "any", label: t("library.whenAny") },
          { value: "today", label: t("library.whenToday") },
          { value: "week", label: t("library.whenWeek") },
          { value: "month", label: t("library.whenMonth") },
          { value: "year", label: t("library.whenYear") },
        ]}
        onChange={(when) => filters.choose({ when: when as When })}
      />
      <div className={styles.line}>
        <span>{t("library.onlyMissing")}</span>
        <Switch
          label={t("library.onlyMissing")}
          on={filter.missing}
          testId="filter-missing"
          onChange={(missing) => filters.choose({ missing })}
        />
      </div>
      <Select
        label={t("library.sort")}
        data-testid="sort"
        value={filters.sort}
        options={[
          { value: "newest", label: t("library.newest") },
          { value: "oldest", label: t("library.oldest") },
          { value: "longest", label: t("library.longest") },
          { value: "model", label: t("library.byModel") },
        ]}
        onChange={(sort) => filters.setSort(sort as ClipSort)}
      />
    </Popover>
  );
}
