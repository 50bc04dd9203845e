import { Heart, Search, Trash2 } from "lucide-react";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useApp } from "../../api/hooks";
import { Button } from "../../components/button";
import { SelectField } from "../../components/select-field";
import { commandName } from "../../lib/keys";
import styles from "./filters.module.css";
import type { Filtering } from "./use-filters";

interface Props {
  filters: Filtering;
  models: readonly string[];
  searchRef: RefObject<HTMLInputElement | null>;
}

export function Filters({ filters, models, searchRef }: Props) {
  const { t } = useTranslation();
  const known = useApp((app) => app.models);
  const platform = useApp((app) => app.platform);
  const { query } = filters;
  // A chosen model stays in the list even where the present page no longer has it.
  const names = query.model && !models.includes(query.model) ? [query.model, ...models] : models;
  return (
    <search className={styles.filters}>
      <div className={styles.search}>
        <Search size={16} strokeWidth={1.5} aria-hidden="true" />
        <input
          ref={searchRef}
          type="search"
          data-testid="search"
          aria-label={t("library.search")}
          placeholder={t("library.searchPlaceholder")}
          title={t("app.shortcutHint", { label: t("library.search"), keys: `${commandName(platform)}F` })}
          autoComplete="off"
          spellCheck={false}
          value={filters.typed}
          onChange={(event) => filters.setTyped(event.currentTarget.value)}
        />
      </div>
      <SelectField
        hideLabel
        label={t("library.model")}
        data-testid="filter-model"
        value={query.model ?? ""}
        options={[
          { value: "", label: t("library.allModels") },
          ...names.map((id) => ({ value: id, label: known.find((model) => model.id === id)?.name ?? id })),
        ]}
        onChange={(model) => filters.setModel(model === "" ? null : model)}
      />
      <Button
        className={styles.toggle}
        data-testid="filter-favourite"
        aria-pressed={query.favourite}
        icon={<Heart size={16} strokeWidth={1.5} aria-hidden="true" />}
        onClick={() => filters.setFavourite(!query.favourite)}
      >
        {t("library.favourites")}
      </Button>
      <Button
        className={styles.toggle}
        data-testid="filter-trash"
        aria-pressed={query.trashed}
        icon={<Trash2 size={16} strokeWidth={1.5} aria-hidden="true" />}
        onClick={() => filters.setTrashed(!query.trashed)}
      >
        {t("library.trash")}
      </Button>
      {filters.active && (
        <Button kind="quiet" data-testid="filter-clear" onClick={filters.clear}>
          {t("library.clear")}
        </Button>
      )}
    </search>
  );
}
