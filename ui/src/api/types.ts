// The contract's types under one roof, so that features need not know where they are generated.

export type * from "../platform/types";
export type { Platform } from "../platform/types";
