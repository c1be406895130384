package io.countersign.search;

/** Whether a search shows what is deleted. */
public enum ViewType {
    ACTIVE_ONLY,
    DELETED_ONLY,
    ALL
}
