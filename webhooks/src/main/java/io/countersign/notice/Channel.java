package io.countersign.notice;

import java.util.Locale;

/** By what people are told. */
public enum Channel {
    EMAIL,
    /** An incoming webhook of Slack, Mattermost or Teams. */
    CHAT;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Channel coded(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
