package io.countersign.assembly;

import io.countersign.connection.BoundedProtocol;
import io.countersign.wire.ContainerErrors;
import io.countersign.wire.WireJson;
import io.countersign.wire.WireRequestResolver;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.util.NetMaskSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads and writes messages as the wire contracts have them. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new WireRequestResolver());
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(WireJson.MAPPER));
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> containerErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ContainerErrors.class.getName());
            }
        });
    }

    /** Neither the clients of one address nor those that are slow on purpose keep others from connecting. */
    @Bean
    WebServerFactoryCustomizer<TomcatWebServerFactory> boundedConnections(
            @Value("${countersign.trusted-proxies:}") String proxies) {
        NetMaskSet trusted = NetMaskSet.parse(proxies);
        return factory -> {
            factory.setProtocol(BoundedProtocol.class.getName());
            factory.addProtocolHandlerCustomizers((BoundedProtocol protocol) -> protocol.setProxies(trusted::contains));
        };
    }

    /**
     * Bodies are JSON whatever their type says, and {@code curl -d} says that they are forms. The container would read those
     * for parameters as soon as a route has any, and leave nothing of them.
     */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> noForms() {
        return factory -> factory.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
    }
}
