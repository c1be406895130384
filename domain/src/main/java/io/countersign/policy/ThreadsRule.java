package io.countersign.policy;

import java.util.List;

/** Every thread on the requests for the change is resolved. */
public record ThreadsRule() implements Rule {

    @Override
    public String name() {
        return "threads";
    }

    @Override
    public Finding judge(Case about, Conditions conditions) {
        List<String> open = about.threads().stream().map(ThreadsRule::words).toList();
        return open.isEmpty()
                ? Finding.satisfied(name(), "No thread is open.", open)
                : Finding.unsatisfied(
                        name(),
                        open.size() == 1 ? "1 thread is open." : open.size() + " threads are open.",
                        open,
                        about.threads().stream().map(ThreadsRule::remedy).toArray(String[]::new));
    }

    private static String words(OpenThread open) {
        return "thread " + open.thread() + ", begun by " + open.by();
    }

    private static String remedy(OpenThread open) {
        return "somebody resolves thread " + open.thread();
    }
}
