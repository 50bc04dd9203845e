import { Heart, Search, Trash2 } from "lucide-react";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { Button } from "../../components/button";
import { Icon } from "../../components/icon";
import { ariaKeys, Kbd } from "../../components/kbd";
import { Select } from "../../components/select";
import { commandName } from "../../lib/keys";
import styles from "./filters.module.css";
import { MoreFilters } from "./more-filters";
import type { Filtering } from "./use-filters";

interface Props {
  filters: Filtering;
  models: readonly string[];
  searchRef: RefObject<HTMLInputElement | null>;
  /** Nothing has been made yet, so there is nothing to look for; the trash may still hold something. */
  bare: boolean;
  /** Nobody knows yet whether there is anything: nothing flashes that would be gone a moment later. */
  waiting: boolean;
}

export function Filters({ filters, models, searchRef, bare, waiting }: Props) {
  const { t } = useTranslation();
  const known = useApp((app) => app.models);
  const platform = useApp((app) => app.platform);
  const find = `${commandName(platform)}F`;
  const { filter } = filters;
  // A chosen model stays in the list even where the present page no longer has it.
  const names = filter.model && !models.includes(filter.model) ? [filter.model, ...models] : models;
  return (
    <search className={styles.filters} data-waiting={waiting}>
      {!bare && (
        <>
          <label className={styles.search}>
            <Icon of={Search} className={styles.lens} />
            <input
              ref={searchRef}
              type="search"
              data-testid="search"
              className={styles.input}
              aria-label={t("library.search")}
              aria-keyshortcuts={ariaKeys(find)}
              placeholder={t("library.searchPlaceholder")}
              autoComplete="off"
              spellCheck={false}
              value={filters.typed}
              onChange={(event) => filters.setTyped(event.currentTarget.value)}
            />
            {filters.typed === "" && (
              <span className={styles.keys} aria-hidden="true">
                <Kbd keys={find} />
              </span>
            )}
          </label>
          <div className={styles.model}>
            <Select
              hideLabel
              label={t("library.model")}
              data-testid="filter-model"
              value={filter.model ?? ""}
              options={[
                { value: "", label: t("library.allModels") },
                ...names.map((id) => ({
                  value: id,
                  label: known.find((model) => model.id === id)?.name ?? id,
                })),
              ]}
              onChange={(model) => filters.choose({ model: model === "" ? null : model })}
            />
          </div>
          <Button
            data-testid="filter-favourite"
            pressed={filter.favourite}
            icon={Heart}
            onClick={() => filters.choose({ favourite: !filter.favourite })}
          >
            {t("library.favourites")}
          </Button>
          <MoreFilters filters={filters} />
        </>
      )}
      <Button
        data-testid="filter-trash"
        pressed={filter.trashed}
        icon={Trash2}
        onClick={() => filters.setTrashed(!filter.trashed)}
      >
        {t("library.trash")}
      </Button>
    </search>
  );
}
