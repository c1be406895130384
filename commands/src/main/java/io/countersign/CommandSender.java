package io.countersign;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way to the streams that decide. */
public interface CommandSender {

    /**
     * Returns once the command's events are committed.
     *
     * @param metadata who acts, in which request
     * @return what the command's handler answers, or null
     * @throws io.countersign.rejection.Rejection when the command is refused; nothing was changed then
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    <R> @Nullable R send(Command command, Map<String, ?> metadata);
}
