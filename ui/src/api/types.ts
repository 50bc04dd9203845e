// The contract's types under one roof, so that features need not know where they are generated.
export type * from "../bindings";
export type { Platform } from "../platform/types";
