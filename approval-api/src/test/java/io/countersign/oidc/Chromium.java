package io.countersign.oidc;

import io.countersign.assembly.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real browser, without a window, that keeps nothing and calls nobody by itself. */
final class Chromium implements AutoCloseable {

    private static final Path PICTURES = Path.of("target", "pages");

    private final ChromeDriver driver;

    Chromium() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1000,900");
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    void open(String url) {
        driver.get(url);
    }

    String address() {
        return driver.getCurrentUrl();
    }

    String text() {
        return one("body").getText();
    }

    String textOf(String css) {
        return one(css).getText();
    }

    void type(String css, String text) {
        one(css).sendKeys(text);
    }

    /** And waits until the page that it leads to is there. */
    void click(String css) {
        WebElement button = one(css);
        button.click();
        Deadline.soon("what " + css + " leads to is there", () -> isGone(button) && isLoaded());
    }

    private static boolean isGone(WebElement element) {
        try {
            element.isEnabled();
            return false;
        } catch (StaleElementReferenceException e) {
            return true;
        }
    }

    private boolean isLoaded() {
        return "complete".equals(driver.executeScript("return document.readyState"));
    }

    boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    List<String> cookies() {
        return driver.manage().getCookies().stream()
                .map(cookie ->
                        cookie.getName() + (cookie.isHttpOnly() ? " http-only" : "") + " " + cookie.getSameSite())
                .toList();
    }

    String cookie(String name) {
        return driver.manage().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(org.openqa.selenium.Cookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** What a page can read by a script of its own. */
    Object script(String script) {
        return String.valueOf(driver.executeScript(script));
    }

    /** For people to look at. */
    void picture(String name) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WebElement one(String css) {
        Deadline.soon("there is " + css + " at " + address() + ": " + driver.getPageSource(), () -> has(css));
        return driver.findElement(By.cssSelector(css));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
