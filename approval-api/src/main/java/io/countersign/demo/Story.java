package io.countersign.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** Tells what happens, line by line, as it happens. */
final class Story {

    private final PrintWriter out;
    private int chapters;

    Story(PrintWriter out) {
        this.out = out;
    }

    void chapter(String title) {
        chapters++;
        line("");
        line("%d  %s", chapters, title);
    }

    void tell(String format, Object... arguments) {
        line("   " + format, arguments);
    }

    void said(Person person, String text) {
        tell("%s: \"%s\"", person.name(), text);
    }

    void look(String url) {
        tell("-> %s", url);
    }

    void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.flush();
    }
}
