package io.countersign.assembly;

import io.countersign.Command;
import io.countersign.CommandSender;
import io.countersign.MissingStreams;
import io.countersign.log.Commands;
import java.util.Map;
import org.axonframework.commandhandling.CommandBus;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sends commands through the log's retries. */
@Configuration(proxyBeanMethods = false)
class CommandsConfiguration {

    @Bean
    CommandSender commandSender(Commands commands, CommandBus bus) {
        bus.registerHandlerInterceptor(new MissingStreams());
        return new CommandSender() {
            @Override
            @SuppressWarnings("TypeParameterUnusedInFormals")
            public <R> @Nullable R send(Command command, Map<String, ?> metadata) {
                return commands.send(command, metadata);
            }
        };
    }
}
