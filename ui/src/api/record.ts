// How the database itself stands, and its backups.
import { useQuery } from "@tanstack/react-query";
import { RECORD } from "./connect";
import { usePlatform } from "./platform";

export function useRecord() {
  const platform = usePlatform();
  return useQuery({ queryKey: RECORD, queryFn: () => platform.recordState(), staleTime: Infinity });
}

/** Each backup is looked through for it, so it is only asked for where it is seen. */
export function useBackups(shown: boolean) {
  const platform = usePlatform();
  return useQuery({
    queryKey: [...RECORD, "backups"],
    queryFn: () => platform.backupsList(),
    enabled: shown,
    staleTime: 60_000,
  });
}
