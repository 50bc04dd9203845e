// The made-up database's backups: a week of them, one damaged, one from before an update.
import type { BackupView, RecordView } from "./types";

const DAY = 24 * 3_600_000;

export function freshBackups(): { record: RecordView; backups: BackupView[] } {
  const now = Date.now();
  const backup = (days: number, more: Partial<BackupView> = {}): BackupView => ({
    id: `backup-${days}`,
    at: now - days * DAY - 40 * 60_000,
    occasion: "daily",
    bytes: 5_400_000 - days * 120_000,
    clips: 214 - days * 6,
    jobs: 231 - days * 7,
    ...more,
  });
  return {
    record: { repaired: null, restored: null, damaged: false },
    backups: [
      backup(0),
      backup(1),
      backup(2),
      backup(3, { clips: null, jobs: null }),
      backup(4, { id: "backup-update", occasion: "update" }),
      backup(5),
    ],
  };
}
