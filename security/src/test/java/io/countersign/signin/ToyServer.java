package io.countersign.signin;

import io.countersign.access.AccessConfiguration;
import io.countersign.oidc.ProviderConfiguration;
import io.countersign.token.TokenConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A real server with a few routes, and the requests to it. */
final class ToyServer implements AutoCloseable {

    static final String LISTENER = "listener";

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    ToyServer(Class<?> controller, String... settings) {
        String[] all = Stream.concat(
                        Stream.of("--server.port=0", "--spring.main.banner-mode=off"), Arrays.stream(settings))
                .toArray(String[]::new);
        context = new SpringApplicationBuilder(Assembly.class, controller)
                .properties("server.address=127.0.0.1")
                .run(all);
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return the status line of the answer to a request that names another host */
    String getAs(String host, String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    static String[] basic(String username, String password) {
        String encoded =
                Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new String[] {"Authorization", "Basic " + encoded};
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({AccessConfiguration.class, SignInConfiguration.class, TokenConfiguration.class, ProviderConfiguration.class
    })
    static class Assembly {

        @Bean
        DataSource dataSource() {
            return TestDatabase.source();
        }

        @Bean
        Town town() {
            return new Town();
        }

        @Bean
        CommandBus commandBus(Town town) {
            return town.bus();
        }

        @Bean
        DedicatedConnections dedicatedConnections() {
            return () -> DriverManager.getConnection(TestDatabase.url() + "&ApplicationName=" + LISTENER);
        }
    }
}
