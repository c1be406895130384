package io.countersign.signing;

import java.nio.file.Path;
import java.util.List;

/** The sample receivers, and how each is started. */
enum Sample {
    PYTHON {
        @Override
        List<String> command(Path folder) {
            return List.of("python3", folder.resolve("receiver.py").toString());
        }
    },
    JAVA {
        @Override
        List<String> command(Path folder) {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return List.of(java, folder.resolve("Receiver.java").toString());
        }
    };

    abstract List<String> command(Path folder);
}
