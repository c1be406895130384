package io.countersign.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.countersign.rejection.Invalid;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A constant of the contracts, given by its name in any case or, as protobuf's clients may, by its number from 1. */
public record EnumText(String given) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static EnumText of(Object nameOrNumber) {
        return new EnumText(nameOrNumber.toString());
    }

    /**
     * The constant that is meant.
     *
     * @return null when nothing was given
     * @throws io.countersign.rejection.Rejection when there is none
     */
    public static <E extends Enum<E>> @Nullable E read(@Nullable EnumText text, Class<E> type, String parameter) {
        if (text == null || text.given.isEmpty()) {
            return null;
        }
        String given = text.given.toUpperCase(Locale.ROOT);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(given)
                        || Integer.toString(constant.ordinal() + 1).equals(given))
                .findFirst()
                .orElseThrow(() -> Invalid.value(parameter, text.given, "use one of " + names(type) + "."));
    }

    private static String names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
