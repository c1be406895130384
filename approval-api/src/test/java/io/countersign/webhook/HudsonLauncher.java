package io.countersign.webhook;

/**
 * Starts Hudson in a process of its own, which it makes believe that it runs on the last Java that Hudson 3.3.2 knows. Uses
 * nothing but the JDK: it is alone with Hudson's war on the class path.
 */
public final class HudsonLauncher {

    private HudsonLauncher() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        System.setProperty("java.version", "1.8.0_402");
        System.setProperty("java.specification.version", "1.8");
        Class.forName("org.eclipse.hudson.war.Executable")
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }
}
