package io.countersign.run;

import io.countersign.rejection.Reason;
import io.countersign.rejection.Rejection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Params are immutable: the same value again changes nothing, another value is refused. */
record NewParams(RunId run, Map<String, String> logged) {

    /** Those of {@code params} that were not logged before. */
    List<Param> of(List<Param> params) {
        Map<String, Param> added = new LinkedHashMap<>();
        for (Param param : params) {
            String before = valueBefore(param.key(), added);
            if (before == null) {
                added.put(param.key(), param);
            } else if (!before.equals(param.value())) {
                throw changed(param, before);
            }
        }
        return List.copyOf(added.values());
    }

    private @Nullable String valueBefore(String key, Map<String, Param> added) {
        Param sameBatch = added.get(key);
        return sameBatch == null ? logged.get(key) : sameBatch.value();
    }

    private Rejection changed(Param param, String before) {
        return Rejection.of(
                Reason.PARAM_IMMUTABLE,
                "Changing param values is not allowed. Param with key='%s' was already logged with value='%s' for run "
                        + "ID='%s'. Attempted logging new value '%s'.",
                param.key(),
                before,
                run,
                param.value());
    }
}
