package io.countersign.registeredmodel;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The names of registered models in {@code ops.model_names}. */
public final class ModelNameTable implements ModelNames {

    private final JdbcClient jdbc;

    public ModelNameTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean reserve(String name, ModelId model) {
        return jdbc.sql("insert into ops.model_names (name, model_id) values (?, ?) on conflict do nothing")
                        .params(name, model.value())
                        .update()
                == 1;
    }

    @Override
    public void release(String name, ModelId model) {
        jdbc.sql("delete from ops.model_names where name = ? and model_id = ?")
                .params(name, model.value())
                .update();
    }
}
