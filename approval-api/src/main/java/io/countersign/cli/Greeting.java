package io.countersign.cli;

import io.countersign.signin.FirstAdmin;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** What the person at the terminal is told once the server is ready. */
record Greeting(ListenOptions listen, Path dataDir, String database, String kafka, Optional<FirstAdmin.Created> admin) {

    void print(PrintWriter out) {
        out.println();
        out.println("Countersign is ready at " + listen.url());
        out.println();
        out.println("  Data      " + dataDir);
        out.println("  Database  " + database);
        out.println("  Kafka     " + kafka);
        out.println("  Sign in   " + signIn());
        out.println();
        out.println("  MLflow    export MLFLOW_TRACKING_URI=" + listen.url());
        out.println();
        out.flush();
    }

    private String signIn() {
        if (listen.isWithoutSignIn()) {
            return "not needed: one person on this machine (--auth none)";
        }
        if (listen.asksProvider()) {
            return "as the provider says";
        }
        return admin.map(Greeting::asAdmin).orElse("as the users of this server");
    }

    private static String asAdmin(FirstAdmin.Created created) {
        return created.drawnPassword() == null
                ? "as " + FirstAdmin.USERNAME + " with the password from COUNTERSIGN_ADMIN_PASSWORD"
                : "as " + FirstAdmin.USERNAME + " with the password " + created.drawnPassword()
                        + "  (shown this once; change it)";
    }
}
