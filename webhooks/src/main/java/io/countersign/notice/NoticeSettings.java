package io.countersign.notice;

import org.jspecify.annotations.Nullable;

/**
 * What the command line says of notices.
 *
 * @param publicUrl under which people reach the server, without a slash at the end
 * @param mail the server that takes mail; null for no mail
 */
public record NoticeSettings(String publicUrl, @Nullable MailSettings mail) {

    /** Of a server that was told nothing of it: no mail. */
    public static NoticeSettings none() {
        return new NoticeSettings("http://127.0.0.1:5000", null);
    }
}
